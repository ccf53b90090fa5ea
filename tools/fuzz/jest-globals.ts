import { registerHooks } from 'node:module';

// __tests__/support/invariants.ts imports `expect` from @jest/globals, which has it only under Jest. Outside of Jest, modules
// imported after this one get it from the package that Jest takes it from.
registerHooks({
  resolve: (specifier, context, next) => next(specifier === '@jest/globals' ? 'expect' : specifier, context),
});
