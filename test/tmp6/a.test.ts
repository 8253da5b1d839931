import { it } from 'vitest';
import { ms, second, mV, unitless, Quantity, us } from '../../src/unit/index.js';
it('x', () => {
  console.log(ms(0.1).item(ms), ms(0.1).item(second), second(0.2).item(ms), typeof ms(0.1).mantissa, ms([0.1]).mantissa, us(100).item(ms));
  console.log(String(ms(0.1)), unitless(3).toDecimal(unitless as never), mV([[1,2]]).toDecimal(mV));
});
