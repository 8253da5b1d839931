// `npm run porting`: writes docs/porting/, where every name that BrainPy's packages export stands beside ours.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exceptions, places } from './exceptions.mjs';
import { Exports } from './ours.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const { versions, modules } = JSON.parse(readFileSync(new URL('names.json', import.meta.url), 'utf8'));

/** What Python spells with underscores is written in one word here. Symbols of a model and classes are not touched. */
export function ourSpelling(name) {
  if (/^[A-Z]/.test(name)) return name;
  return name.replace(/(?<=[a-zA-Z0-9])_([a-zA-Z0-9])/g, (_, letter) => letter.toUpperCase()).replace(/_$/, '');
}

/** What stands for a name: `{ ours, note }`, `{ type, note }`, `{ notNeeded }` or `{}`. */
function counterpart(module, name, found) {
  return ofException(exceptions[module]?.[name]) ?? byRule(module, name, found);
}

function ofException(exception) {
  return typeof exception === 'string' ? { ours: exception } : exception;
}

function byRule(module, name, found) {
  const isModule = modules[module].module?.includes(name);
  for (const place of [...(places[module] ?? []), ...(isModule ? [''] : [])]) {
    for (const spelling of new Set([ourSpelling(name), name])) {
      const ours = place === '' ? spelling : `${place}.${spelling}`;
      if (found.find(ours)) return { ours };
    }
  }
  return {};
}

/** What is wrong with the exceptions: names that nobody exports, theirs or ours. */
export function mistakes(found) {
  const wrong = [];
  for (const module of Object.keys(places)) if (!(module in modules)) wrong.push(`no module is called ${module}`);
  for (const [module, entries] of Object.entries(exceptions)) {
    const theirs = new Set(Object.values(modules[module] ?? {}).flat());
    for (const [name, exception] of Object.entries(entries)) {
      if (!theirs.has(name)) wrong.push(`${module} exports no ${name}`);
      const { ours, type, notNeeded } = ofException(exception);
      const known = notNeeded === undefined ? undefined : byRule(module, name, found).ours;
      if (known !== undefined) wrong.push(`${module}.${name} is said not to be needed, and ${known} is here`);
      for (const one of [ours].flat()) if (one !== undefined && !found.find(one)) wrong.push(`${module}.${name}: no ${one} here`);
      if (type !== undefined && !found.hasType(type)) wrong.push(`${module}.${name}: no type ${type} here`);
    }
  }
  return wrong;
}

const pagesOf = [
  ['brainpy-state.md', 'brainpy.state', 'Models. What NEST calls its models is in the lists of `brainpy.state` itself.'],
  ['brainstate.md', 'brainstate', 'States, modules, transformations, layers, random numbers.'],
  ['brainunit.md', 'brainunit', 'Units, quantities and the mathematics on them.'],
  ['braintools.md', 'braintools', 'Initialisers, surrogate gradients, steps of equations, inputs, figures, files and more.'],
];

/** The pages by file name, from the names of the packages and what this package exports. */
export function pages(found) {
  const out = {};
  const summary = [];
  for (const [file, top, about] of pagesOf) {
    const parts = Object.keys(modules).filter((module) => module === top || module.startsWith(`${top}.`));
    const sections = parts.map((module) => section(module, found));
    summary.push(...sections.map(({ counts }, i) => [`[${parts[i]}](${file}#${anchor(parts[i])})`, ...counts]));
    const [pip] = top.split('.');
    const version = top === 'brainpy.state' ? `brainpy ${versions.brainpy}, brainpy_state ${versions.brainpy_state}` : `${pip} ${versions[pip]}`;
    out[file] = `${heading(`${top} beside BrainTS`)}${about} The names of ${version}.\n\n${sections.map(({ text }) => text).join('\n')}`;
  }
  const totals = [0, 1, 2, 3, 4].map((k) => summary.reduce((sum, row) => sum + row[k + 1], 0));
  out['README.md'] =
    heading('Porting from BrainPy') +
    'Every name that `brainpy.state`, `brainstate`, `brainunit` and `braintools` export, beside ours. Classes and symbols of\n' +
    'the literature (`V_th`) keep their names; what Python spells `for_loop` is `forLoop` here; keyword arguments are one\n' +
    'object of options; `mA(25)` is `25 * u.mA`. Names of the package itself need no import but `braints`; those of a part\n' +
    'of it (`braints/visualize`) say so.\n\n' +
    table([['module', 'names', 'same name', 'another name', 'not needed', 'not yet'], ...summary, ['all', ...totals]]);
  return out;
}

const heading = (text) => `# ${text}\n\n<!-- Written by \`npm run porting\`. Do not edit. -->\n\n`;
const anchor = (text) => text.replaceAll('.', '').toLowerCase();
const code = (text) => `\`${text}\``;

function section(module, found) {
  const kinds = modules[module];
  const [same, other, notNeeded, notYet] = [[], [], new Map(), []];
  const sorted = Object.values(kinds).flat().sort((a, b) => (a < b ? -1 : 1));
  let others = 0;
  for (const name of sorted) {
    const { ours, type, note = '', notNeeded: why } = counterpart(module, name, found);
    if (why !== undefined) notNeeded.set(why, [...(notNeeded.get(why) ?? []), name]);
    else if (ours === undefined && type === undefined) notYet.push(name);
    else {
      const last = [ours].flat().at(-1)?.split('.').at(-1) ?? type;
      const alike = last === ourSpelling(name) || last === name;
      if (!alike) others += 1;
      const isPlainUnit = kinds.unit?.includes(name) && alike && note === '';
      if (isPlainUnit) same.push([name, ours]);
      else other.push([code(name), [ours].flat().map((one) => one && shown(one, found)).join(', ') || `type ${code(type)}`, note]);
    }
  }
  const lines = [`## ${module}\n`];
  if (other.length > 0) lines.push(table([[module, 'ours', ''], ...other]));
  lines.push(...unitLists(same, found));
  for (const [why, names] of notNeeded) lines.push(list(`Not needed, ${why}: `, names));
  if (notYet.length > 0) lines.push(list('Not yet: ', notYet));
  const gone = [...notNeeded.values()].flat().length;
  const counts = [sorted.length, sorted.length - others - gone - notYet.length, others, gone, notYet.length];
  return { text: lines.join('\n'), counts };
}

/** Units that are called alike, by the place where they are found. */
function unitLists(names, found) {
  const byPlace = new Map();
  for (const [name, ours] of names) {
    const { entry } = found.find(ours);
    const parent = ours.split('.').slice(0, -1).join('.');
    const place = entry === '' ? code(parent) : code(`braints/${entry}`);
    byPlace.set(place, [...(byPlace.get(place) ?? []), [name, ours.split('.').at(-1)]]);
  }
  return [...byPlace].map(([place, all]) => {
    const alike = all.filter(([name, ours]) => name === ours).map(([name]) => name);
    const camel = all.filter(([name, ours]) => name !== ours);
    const renamed = camel.length === 0 ? '' : `\n${wrap(`In one word: ${camel.map(([name, ours]) => `${code(name)} ${code(ours)}`).join(', ')}.`)}\n`;
    return `${list(`Units of the same name, in ${place}: `, alike)}${renamed}`;
  });
}

function shown(name, found) {
  const { entry } = found.find(name);
  return entry === '' ? code(name) : `${code(name)} of ${code(`braints/${entry}`)}`;
}

const list = (before, names) => `${wrap(`${before}${names.map(code).join(', ')}.`)}\n`;

function wrap(text) {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== '' && last.length + 1 + word.length > 118) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines.join('\n');
}

function table([head, ...rows]) {
  const line = (cells) => `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line), ''].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const found = await Exports.load();
  const wrong = mistakes(found);
  for (const line of wrong) console.error(line);
  if (wrong.length > 0) process.exitCode = 1;
  else {
    const folder = join(root, 'docs/porting');
    mkdirSync(folder, { recursive: true });
    for (const [file, text] of Object.entries(pages(found))) writeFileSync(join(folder, file), text);
  }
}
