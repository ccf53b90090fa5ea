// Stands in for a part of a package that the bundle leaves out. See README.md in this folder.

export class BearerCredentialHandler {
  constructor() {
    throw new Error('This action asks for no OIDC token.');
  }
}
