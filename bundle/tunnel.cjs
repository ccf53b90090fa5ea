// Stands in for tunnel, and loads it when a proxy is used. See README.md in this folder.
'use strict';

for (const name of ['httpOverHttp', 'httpsOverHttp', 'httpOverHttps', 'httpsOverHttps']) {
  exports[name] = ({ proxy: { proxyAuth, ...proxy }, ...options }) => {
    const agent = __non_webpack_require__('./tunnel.js')[name]({ ...options, proxy });
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
