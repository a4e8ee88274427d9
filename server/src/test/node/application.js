// What a web application does with npm's memcached. Argument: host:port. Prints what it saw.
'use strict';

const assert = require('node:assert');
const { promisify } = require('node:util');
const Memcached = require('memcached');

async function main() {
  const cache = new Memcached(process.argv[2], { retries: 0, timeout: 5000 });
  const call = (name, ...args) => promisify(cache[name]).apply(cache, args);
  const show = async (name, ...args) => {
    const answer = await call(name, ...args).catch((error) => `error: ${error.message}`);
    console.log(name, args[0], JSON.stringify(answer));
    return answer;
  };

  const session = { id: 7, name: 'Zoë', roles: ['admin', 'ops'], since: 1700000000 };
  await show('set', 'session:7', session, 600);
  assert.deepStrictEqual(await show('get', 'session:7'), session);
  assert.strictEqual(await show('get', 'session:8'), undefined);
  await show('touch', 'session:7', 900);

  assert.strictEqual(await show('add', 'lock:job', 'worker-1', 30), true);
  await show('add', 'lock:job', 'worker-2', 30);
  await show('del', 'lock:job');
  await show('del', 'lock:job');

  await show('set', 'visits', 10, 0);
  assert.strictEqual(await show('incr', 'visits', 5), 15);
  assert.strictEqual(await show('decr', 'visits', 20), 0);
  await show('incr', 'nobody', 1);

  await show('set', 'log', 'b', 0);
  await show('append', 'log', 'c');
  await show('prepend', 'log', 'a');
  assert.strictEqual(await show('get', 'log'), 'abc');
  await show('replace', 'log', 'new', 0);
  await show('replace', 'none', 'new', 0);

  const { cas } = await call('gets', 'log');
  assert.strictEqual(await show('cas', 'log', 'newer', cas, 0), true);
  assert.strictEqual(await show('cas', 'log', 'newest', cas, 0), false);

  const keys = Array.from({ length: 100 }, (_, i) => `page:${i}`);
  await Promise.all(keys.map((key, i) => call('set', key, 'x'.repeat(i * 97), 60)));
  const pages = await call('getMulti', keys.concat('page:none'));
  console.log('pages', Object.keys(pages).length, pages['page:99'].length);

  const image = Buffer.alloc(500000, 0xab);
  await show('set', 'image', image, 0);
  assert.ok(image.equals(await call('get', 'image')));
  await show('set', 'flag', true, 0);
  assert.strictEqual(await show('get', 'flag'), true);

  const [stats] = await call('stats');
  console.log('stats', stats.curr_items, stats.cmd_set, stats.get_hits, stats.get_misses, stats.bytes);
  const [slabs] = await call('slabs');
  console.log('slabs', slabs[1].chunk_size, slabs[1].total_chunks);
  const [items] = await call('items');
  console.log('items', items[1].number);
  const [settings] = await call('settings');
  console.log('settings', settings.maxconns, settings.item_size_max);
  const [version] = await call('version');
  console.log('version', version.major, version.minor, version.bugfix > 0);
  await show('flush');
  await show('get', 'session:7');
  cache.end();
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
