import tseslint from 'typescript-eslint';
import { layering } from './tools/lint/layering.mjs';
import { wholeNamespaces } from './tools/lint/whole-namespaces.mjs';

const typescript = ['src/**/*.ts', 'test/**/*.ts', 'examples/**/*.ts', 'site/**/*.ts', 'bench/**/*.ts'];

export default tseslint.config(
  { ignores: ['dist/', 'build/', 'site/dist/', '**/node_modules/', 'figures/', 'docs/'] },
  {
    files: ['**/*.mjs', ...typescript],
    extends: [tseslint.configs.base],
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'no-constant-condition': ['error', { checkLoops: false }],
      'no-debugger': 'error',
      'no-fallthrough': 'error',
      'no-unsafe-finally': 'error',
      'no-self-assign': 'error',
      'no-useless-escape': 'error',
      'no-var': 'error',
      'object-shorthand': ['error', 'properties'],
      'prefer-const': 'error',
    },
  },
  {
    files: typescript,
    extends: [tseslint.configs.strict],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      // With types: the few that find real mistakes.
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/restrict-plus-operands': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // `!` says what the checks before it have shown; typed arrays and lists of operands need it everywhere.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/unified-signatures': 'off',
      '@typescript-eslint/no-this-alias': 'off',
      '@typescript-eslint/no-unused-vars': 'off', // tsc reports them
    },
  },
  {
    // The properties of a model are those of its options: an interface says so, of the name of the class.
    files: ['src/model/**/*.ts'],
    rules: { '@typescript-eslint/no-unsafe-declaration-merging': 'off', '@typescript-eslint/no-empty-object-type': 'off' },
  },
  {
    // What must not compile stands here, misuse of every kind among it.
    files: ['test/types/**/*.ts'],
    rules: {
      '@typescript-eslint/no-misused-promises': 'off',
      '@typescript-eslint/no-floating-promises': 'off',
      '@typescript-eslint/no-explicit-any': 'off',
    },
  },
  {
    files: ['src/**/*.ts'],
    plugins: { braints: { rules: { layering, 'whole-namespaces': wholeNamespaces } } },
    rules: { 'braints/layering': 'error', 'braints/whole-namespaces': 'error' },
  },
  {
    files: ['examples/**/*.ts', 'site/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [{ name: 'braints/engine', message: 'an example works with quantities: import from braints' }],
          patterns: [{ group: ['**/src/**', '**/dist/**'], message: 'an example imports the package: import from braints' }],
        },
      ],
    },
  },
);
