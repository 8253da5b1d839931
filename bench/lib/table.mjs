const reachedOrNot = (reached) => (reached ? 'reached' : 'MISSED');

/** What is printed of one row on one Node. */
export function table({ name, error, cases, target, ratio, relaxed, node, unit, faster = [], machine }) {
  if (error !== undefined) return `\n${name}: failed\n${error}`;
  const peers = [...new Set(cases.flatMap((c) => Object.keys(c.peers)))];
  const lines = [
    ['case', `ours, ${unit}`, ...peers, 'ratio'],
    ...cases.map((c) => [c.case, c.ours, ...peers.map((p) => c.peers[p] ?? ''), c.beside ? '' : (c.ratio ?? 'missing')].map(String)),
  ];
  const widths = lines[0].map((_, i) => Math.max(...lines.map((line) => line[i].length)));
  const text = lines.map((line) => line.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  '));
  return [
    '',
    `${name} on Node ${node}, ${relaxed ? 'relaxed SIMD' : 'no relaxed SIMD'}, ${machine}`,
    ...text.map((line) => `  ${line}`),
    ...new Set(cases.flatMap((c) => remarks(c).map((line) => `  ${line}`))),
    `  ratio ${ratio ?? 'missing'}, ${target === undefined ? 'no target' : `target ${target}: ${ratio === null ? 'not measured' : reachedOrNot(ratio <= target)}`}`,
    ...faster.map((goal) => `  ${comparison(goal)}`),
  ].join('\n');
}

/** What is behind the times of a case: the rates that agree, and why a peer is not there. */
function remarks({ rates = [], missing = {} }) {
  const shown = rates.map(({ who, mean, error }) => `${who} ${mean.toFixed(2)} ± ${error.toFixed(2)}`);
  return [
    ...(shown.length === 0 ? [] : [`mean rates in Hz, with standard errors: ${shown.join('; ')}`]),
    ...Object.entries(missing).map(([peer, reason]) => `peer missing: ${peer}: ${reason}`),
  ];
}

function comparison({ than, times, reached, case: which }) {
  const what = which === undefined ? '' : `${which}: `;
  if (reached === 'missing') return `${what}${than} is missing (target ${times} times faster)`;
  return `${what}${reached} times faster than ${than}, target ${times}: ${reachedOrNot(reached >= times)}`;
}
