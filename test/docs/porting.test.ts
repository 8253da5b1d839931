import { readFileSync, readdirSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { Exports } from '../../tools/porting/ours.mjs';
import { mistakes, ourSpelling, pages } from '../../tools/porting/table.mjs';

describe('the table for porting', () => {
  let found: Exports;
  beforeAll(async () => void (found = await Exports.load()));

  test('finds what the sources export, and nothing else', () => {
    const there = ['LIF', 'u.math.exp', 'u.mvolt', 'nn.init.Normal', 'Quantity.toDecimal', 'Quantity.dim', 'environ.context', 'State.registerHook'];
    expect(there.filter((name) => !found.find(name))).toEqual([]);
    const absent = ['lif', 'u.math.exponential', 'nn.constructor', 'Quantity.name', 'environ.toString', 'Quantity.call', 'u.math.exp.length'];
    expect(absent.filter((name) => found.find(name))).toEqual([]);
    expect(found.find('file.save')).toEqual({ name: 'file.save', entry: 'file' });
    expect(found.find('powers.mvolt2')?.entry).toBe('unit/powers');
    expect(found.hasType('AnyQuantity') && found.hasType('StateHooks')).toBe(true);
    expect(found.hasType('NoSuchType')).toBe(false);
  });

  test.each([
    ['for_loop', 'forLoop'],
    ['LIFRef', 'LIFRef'],
    ['vmap_init_all_states', 'vmapInitAllStates'],
    ['ode_rk4_38_step', 'odeRk438Step'],
    ['V_th', 'V_th'],
    ['bool_', 'bool'],
  ])('spells %s as %s', (theirs, ours) => expect(ourSpelling(theirs)).toBe(ours));

  test('its exceptions name what exists', () => expect(mistakes(found)).toEqual([]));

  test('stands in docs/porting as it is now: `npm run porting` writes it', () => {
    const committed = readdirSync('docs/porting').map((file) => [file, readFileSync(`docs/porting/${file}`, 'utf8')]);
    expect(Object.fromEntries(committed)).toEqual(pages(found));
  });
});
