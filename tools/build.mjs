// `npm run build`: compiles the library into dist/ and the examples into build/examples/.
import { build, install, PrepareError } from './house/prepare.mjs';

try {
  install();
  build({ force: true });
} catch (error) {
  if (!(error instanceof PrepareError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
