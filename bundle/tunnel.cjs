// Stands in for tunnel, and loads it when a proxy is used. See README.md in this folder.
'use strict';

for (const name of ['httpOverHttp', 'httpsOverHttp', 'httpOverHttps', 'httpsOverHttps']) {
  exports[name] = ({ proxy: { proxyAuth, ...proxy }, ...options }) => {
    const agent = require('../node_modules/tunnel/index.js')[name]({ ...options, proxy });
    if (proxyAuth === undefined) return agent;
    // tunnel makes this header with `new Buffer()`, of which Node warns in the log of the step.
    const authorization = `Basic ${Buffer.from(proxyAuth).toString('base64')}`;
    const { request } = agent;
    agent.request = (connect) =>
      request({ ...connect, headers: { ...connect.headers, 'Proxy-Authorization': authorization } });
    return agent;
  };
}
