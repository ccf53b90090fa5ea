import { registerHooks } from 'node:module';

// __tests__/support/invariants.ts takes `expect` from @jest/globals, which has it under Jest alone. Outside of Jest, what is
// imported after this file gets it from the package that Jest has it from.
registerHooks({
  resolve: (specifier, context, next) => next(specifier === '@jest/globals' ? 'expect' : specifier, context),
});
