/** What is printed of one row on one Node. */
export function table({ name, error, cases, target, ratio, relaxed, node, unit, faster = [], machine }) {
  if (error !== undefined) return `\n${name}: failed\n${error}`;
  const peers = [...new Set(cases.flatMap((c) => Object.keys(c.peers)))];
  const lines = [
    ['case', `ours, ${unit}`, ...peers, 'ratio'],
    ...cases.map((c) => [c.case, c.ours, ...peers.map((p) => c.peers[p] ?? ''), c.ratio ?? 'missing'].map(String)),
  ];
  const widths = lines[0].map((_, i) => Math.max(...lines.map((line) => line[i].length)));
  const text = lines.map((line) => line.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  '));
  const verdict = ratio === null ? 'not measured' : ratio <= target ? 'reached' : 'MISSED';
  const others = faster.map(({ than, times, reached }) => {
    const ok = typeof reached === 'number' && reached >= times;
    return `${reached === 'missing' ? `${than} is missing` : `${reached} times faster than ${than}`} (target ${times}${ok ? ': reached' : reached === 'missing' ? '' : ': MISSED'})`;
  });
  return [
    '',
    `${name} on Node ${node}, ${relaxed ? 'relaxed SIMD' : 'no relaxed SIMD'}, ${machine}`,
    ...text.map((line) => `  ${line}`),
    `  ratio ${ratio ?? 'missing'}, target ${target}: ${verdict}`,
    ...others.map((line) => `  ${line}`),
  ].join('\n');
}
