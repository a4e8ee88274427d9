// Flows of a web application over several servers. Arguments: memcached or memjs, port of the
// fleet's control, addresses separated by commas and, where logins are asked for, user and password.
// Prints what it saw.
'use strict';

const assert = require('node:assert');
const net = require('node:net');
const { promisify } = require('node:util');
const zlib = require('node:zlib');

const [name, control, addresses, username, password] = process.argv.slice(2);

/** npm's memcached: text; commands for a failed server fail until it answers again. */
function memcached() {
  const Memcached = require('memcached');
  const cache = new Memcached(addresses.split(','), {
    namespace: 'memcached:', poolSize: 100, retries: 0, failures: 1000, retry: 100, timeout: 5000 });
  const call = (method, ...args) => promisify(cache[method]).apply(cache, args);
  return {
    set: (key, value, seconds = 0) => call('set', key, value, seconds),
    add: (key, value, seconds = 0) => call('add', key, value, seconds),
    replace: (key, value) => call('replace', key, value, 0),
    append: (key, value) => call('append', key, value),
    get: (key) => call('get', key),
    touch: (key, seconds) => call('touch', key, seconds),
    remove: (key) => call('del', key),
    increment: async (key) => await call('incr', key, 1) || (await call('set', key, 1, 60), 1),
    many: (keys) => call('getMulti', keys),
    cas: async (key, value) => call('cas', key, value, (await call('gets', key)).cas, 0),
    failsOver: false,
    end: () => cache.end(),
  };
}

/** memjs: binary; tries the next server when one fails. */
function memjs() {
  const cache = require('memjs').Client.create(addresses, {
    username, password, keepAlive: true, timeout: 5, conntimeout: 2, retries: 1, retry_delay: 0.05, failover: true, failoverTime: 0.2,
    logger: { log() {} } });
  const text = async (key) => {
    const { value } = await cache.get(key);
    return value === null ? undefined : value.toString();
  };
  return {
    set: (key, value, expires = 0) => cache.set(key, value, { expires }),
    add: (key, value, expires = 0) => cache.add(key, value, { expires }),
    replace: (key, value) => cache.replace(key, value, {}),
    append: (key, value) => cache.append(key, value),
    get: text,
    touch: (key, seconds) => cache.touch(key, seconds),
    remove: (key) => cache.delete(key),
    increment: async (key) => (await cache.increment(key, 1, { initial: 1, expires: 60 })).value,
    many: async (keys) => Object.fromEntries(
      (await Promise.all(keys.map(async (key) => [key, await text(key)]))).filter(([, value]) => value !== undefined)),
    cas: async () => 'not offered',
    failsOver: true,
    end: () => cache.close(),
  };
}

const cache = { memcached, memjs }[name]();

async function show(what, ...answers) {
  const shown = [];
  for (const answer of answers) {
    shown.push(await Promise.resolve(answer()).catch((error) => `error: ${error.message}`));
  }
  console.log(what, JSON.stringify(shown));
}

function command(word) {
  return new Promise((resolve, reject) => {
    const socket = net.connect(Number(control), '127.0.0.1', () => socket.write(`${word}\n`));
    socket.on('data', (answer) => { socket.end(); resolve(answer.toString().trim()); });
    socket.on('error', reject);
  });
}

async function until(what, done) {
  const deadline = Date.now() + 30000;
  while (!await done()) {
    assert.ok(Date.now() < deadline, `waited 30 s until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function commands() {
  await show('set', () => cache.set('k', 'a'), () => cache.append('k', 'b'), () => cache.get('k'));
  await show('add', () => cache.add('k', 'x'), () => cache.add('new', 'x'));
  await show('replace', () => cache.replace('k', 'x'), () => cache.replace('none', 'x'));
  await show('cas', () => cache.cas('k', 'y'));
  await show('delete', () => cache.remove('k'), () => cache.remove('k'), () => cache.get('k'));
  const page = zlib.gzipSync(Buffer.alloc(60000, 'compressible ')).toString('base64');
  await show('compressed', () => cache.set('page', page), async () => (await cache.get('page')) === page);
  const keys = Array.from({ length: 60 }, (_, i) => `many:${i}`);
  await Promise.all(keys.map((key, i) => cache.set(key, 'x'.repeat(i * 31 + 1))));
  const many = await cache.many([...keys, 'none']);
  await show('many', () => Object.keys(many).length, () => many['many:59'].length);
}

async function cacheAside() {
  const table = Array.from({ length: 30 }, (_, id) => ({ id, name: `Zoë ${id}` }));
  let loads = 0;
  const read = async (id) => {
    const cached = await cache.get(`row:${id}`);
    if (cached !== undefined) {
      return JSON.parse(cached);
    }
    loads++;
    await cache.set(`row:${id}`, JSON.stringify(table[id]), 60);
    return table[id];
  };
  const readAll = async () => {
    assert.deepStrictEqual(await Promise.all(table.map((row) => read(row.id))), table);
  };
  await readAll();
  await readAll();
  for (let id = 0; id < 30; id += 3) {
    table[id].name = 'renamed';
    await cache.remove(`row:${id}`);
  }
  await readAll();
  await show('loads', () => loads);
}

async function slidingSession() {
  await show('login', () => cache.set('session', JSON.stringify({ user: 7 }), 2));
  for (let i = 0; i < 3; i++) {
    await show('use', () => cache.touch('session', 600), async () => JSON.parse(await cache.get('session')).user);
  }
  await show('expired', () => cache.touch('session', -1), () => cache.get('session'));
}

async function rateLimiter() {
  const allowed = async (user) => await cache.increment(`rate:${user}`) <= 5;
  await show('allowed', ...Array(8).fill(() => allowed('a')), () => allowed('b'));
}

/** An answer within 5 s: npm's memcached forgets some requests whose connection is cut. */
function limited(answer) {
  return Promise.race([answer, new Promise((_, reject) => setTimeout(reject, 5000, new Error('no answer')))]);
}

async function written(value) {
  const keys = Array.from({ length: 60 }, (_, i) => `user:${i}`);
  const whole = async (key) => await cache.set(key, value) && await cache.get(key) === value;
  const answers = await Promise.all(keys.map((key) => limited(whole(key)).catch(() => false)));
  return answers.filter(Boolean).length / keys.length;
}

async function lostNode() {
  await show('whole', () => written('first'));
  await command('cut');
  if (cache.failsOver) {
    await until('the other servers took over', async () => await written('second') === 1);
  } else {
    const share = await written('second');
    await show('part', () => share > 0 && share < 1);
  }
  await command('mend');
  await until('the server was used again', async () => await written('third') === 1 && await command('served') === 'yes');
  await show('mended', () => written('fourth'));
}

async function main() {
  await commands();
  await cacheAside();
  await slidingSession();
  await rateLimiter();
  await lostNode();
  cache.end();
}

main().then(() => process.exit(0), (error) => {
  console.log(error);
  process.exit(1);
});
