// Stands in for tunnel, and loads it when a proxy is used. See README.md in this folder.
'use strict';

for (const name of ['httpOverHttp', 'httpsOverHttp', 'httpOverHttps', 'httpsOverHttps']) {
  exports[name] = (options) => require('../node_modules/tunnel/index.js')[name](options);
}
