import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

// app → features → ui and api: imports go one way.
const oneWay = (files, forbidden, message) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns: [{ group: forbidden, message }] }] },
});

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'src/api/generated'] },
  { files: ['src/**/*.{ts,tsx}'], extends: [...tseslint.configs.strict], plugins: { 'react-hooks': hooks } },
  {
    files: ['src/**/*.{ts,tsx}'],
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  oneWay(['src/ui/**', 'src/api/**'], ['**/features/**', '**/app/**'], 'ui and api know no features'),
  oneWay(['src/features/**'], ['**/app/**'], 'features do not know the app'),
);
