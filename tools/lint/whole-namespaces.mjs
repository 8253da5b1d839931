// A bundler leaves out what nobody uses of `import * as math from '.../math/index.js'`; but esbuild keeps all of a namespace
// that comes by its name from an index: `import { math } from '.../unit/index.js'`. One such import inside the library
// doubles the smallest page.

/** What not to import by name, from which file, and from where instead. */
const wrong = [
  { from: /(^|\/)unit\/index\.js$/, names: ['u'], instead: 'the names themselves' },
  { from: /(^|\/)unit\/index\.js$/, names: ['math'], instead: "import * as math from '.../unit/math/index.js'" },
  {
    from: /(^|\/)unit\/index\.js$/,
    names: ['autograd', 'constants', 'sparse'],
    instead: "import * as autograd from '.../unit/autograd.js', and so on",
  },
  { from: /(^|\/)engine\/index\.js$/, names: ['random'], instead: "import * as random from '.../engine/random/index.js'" },
  { from: /(^|\/)engine\/index\.js$/, names: ['sparse'], instead: "import * as sparse from '.../engine/ops/sparse/index.js'" },
  {
    // With noise it brings all random numbers along, and models have none.
    from: /(^|\/)(nn|quad)\/index\.js$/,
    within: /[\\/]src[\\/]model[\\/]/,
    names: ['expEulerStep'],
    instead: "import { expEulerStep } from '.../tools/quad/exp-euler-ordinary.js'",
  },
];

/** @type {import('eslint').Rule.RuleModule} */
export const wholeNamespaces = {
  meta: { type: 'problem', schema: [], messages: { whole: '`{{name}}` would come whole into every bundle: {{instead}}' } },
  create(context) {
    const rules = wrong.filter(({ within }) => within === undefined || within.test(context.filename));
    return {
      ImportDeclaration(node) {
        if (node.importKind === 'type') return;
        for (const specifier of node.specifiers) {
          if (specifier.type !== 'ImportSpecifier' || specifier.importKind === 'type') continue;
          const { name } = specifier.imported;
          const rule = rules.find(({ from, names }) => from.test(node.source.value) && names.includes(name));
          if (rule) context.report({ node: specifier, messageId: 'whole', data: { name, instead: rule.instead } });
        }
      },
    };
  },
};
