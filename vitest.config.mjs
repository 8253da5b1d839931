import { defineConfig } from 'vitest/config';
import { sourceAlias } from './tools/house/source-alias.mjs';

// `unit` runs on every Node; the two others drive a real Chromium and a real install, once.
export default defineConfig({
  resolve: { alias: sourceAlias },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/browser/**', 'test/outside/**'],
        },
      },
      {
        extends: true,
        test: { name: 'browser', include: ['test/browser/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 120_000 },
      },
      {
        extends: true,
        test: { name: 'outside', include: ['test/outside/**/*.test.ts'], testTimeout: 240_000, hookTimeout: 240_000 },
      },
    ],
  },
});
