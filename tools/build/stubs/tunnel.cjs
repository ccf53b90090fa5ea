// Stands in for tunnel, and runs its code only when a proxy is used. See README.md in this folder.
'use strict';

for (const name of ['httpOverHttp', 'httpsOverHttp', 'httpOverHttps', 'httpsOverHttps']) {
  exports[name] = ({ proxy: { proxyAuth, ...proxy }, ...options }) => {
    // Not at the top: tunnel loads parts of Node that a deletion without a proxy does not need.
    const agent = require('tunnel/lib/tunnel.js')[name]({ ...options, proxy });
    const { request } = agent;
    agent.request = (connect) =>
      request({
        ...connect,
        // tunnel leaves it to the Host header, which names the host behind the proxy: no certificate of a proxy is for that.
        servername: require('node:net').isIP(proxy.host) === 0 ? proxy.host : '',
        headers: {
          ...connect.headers,
          // tunnel makes this with `new Buffer()`, of which Node warns in the log of the step.
          ...(proxyAuth && {
            'Proxy-Authorization': `Basic ${Buffer.from(proxyAuth).toString('base64')}`,
          }),
        },
      });
    return agent;
  };
}
