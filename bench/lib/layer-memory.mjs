// The largest that a process gets which computes value and gradient of `layer-4k` once, in bytes.
import { layer } from './training.mjs';

const { check } = layer()();
console.log(JSON.stringify({ peak: process.resourceUsage().maxRSS * 1024, check }));
