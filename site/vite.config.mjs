import { defineConfig } from 'vite';
import { sourceAlias } from '../tools/house/source-alias.mjs';

export default defineConfig({
  // Relative addresses, so that the built page works below any path.
  base: './',
  resolve: { alias: sourceAlias },
  build: { target: 'es2022', outDir: 'dist', emptyOutDir: true },
});
