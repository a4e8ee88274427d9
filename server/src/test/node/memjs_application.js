// What a web application does with memjs, which speaks binary only. Arguments: host:port and,
// where logins are asked for, user and password. Prints what it saw.
'use strict';

const assert = require('node:assert');
const memjs = require('memjs');

async function main() {
  const [address, username, password] = process.argv.slice(2);
  const cache = memjs.Client.create(address, { username, password, retries: 1, timeout: 5 });
  const show = async (name, ...args) => {
    const answer = await cache[name](...args).catch((error) => `error: ${error.message}`);
    const value = answer && Buffer.isBuffer(answer.value) ? answer.value.toString() : answer;
    console.log(name, args[0], JSON.stringify(value && value.value === null ? null : value));
    return value;
  };

  const session = JSON.stringify({ id: 7, name: 'Zoë', roles: ['admin', 'ops'] });
  await show('set', 'session:7', session, { expires: 600 });
  assert.strictEqual(await show('get', 'session:7'), session);
  await show('get', 'session:8');
  await show('touch', 'session:7', 900);
  await show('add', 'lock:job', 'worker-1', { expires: 30 });
  await show('add', 'lock:job', 'worker-2', { expires: 30 });
  await show('delete', 'lock:job');
  await show('delete', 'lock:job');
  await show('increment', 'visits', 1, { initial: 10, expires: 0 });
  await show('increment', 'visits', 5, { initial: 10, expires: 0 });
  await show('decrement', 'visits', 100, { initial: 0, expires: 0 });
  await show('set', 'log', 'b', {});
  await show('append', 'log', 'c');
  await show('prepend', 'log', 'a');
  await show('get', 'log');
  await show('replace', 'log', 'new', {});
  await show('replace', 'none', 'new', {});
  await show('append', 'none', 'x');
  await show('set', 'large', 'y'.repeat(900000), {});
  assert.strictEqual((await cache.get('large')).value.length, 900000);
  await show('set', 'too large', 'y'.repeat(1 << 20), {});
  const all = Array.from({ length: 300 }, (_, i) => `page:${i}`);
  await Promise.all(all.map((key) => cache.set(key, key, {})));
  const values = await Promise.all(all.map((key) => cache.get(key)));
  assert.ok(values.every((answer, i) => answer.value.toString() === all[i]));
  await new Promise((resolve) => cache.flush((error, results) => resolve(console.log('flush', error, Object.keys(results).length))));
  await show('get', 'log');
  cache.close();
}

main().catch((error) => {
  console.log(error);
  process.exit(1);
});
