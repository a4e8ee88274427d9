<?php
// Flows of an application with PHP's Memcached over several servers. Arguments: port of the fleet's
// control, addresses separated by commas and, where logins are asked for, user and password.
// Prints what it saw.
declare(strict_types=1);

[, $control, $addresses] = $argv;
$binary = count($argv) > 3;
$cache = new Memcached();
$cache->setOptions([
    Memcached::OPT_PREFIX_KEY => 'php:',
    Memcached::OPT_BINARY_PROTOCOL => $binary,
    Memcached::OPT_LIBKETAMA_COMPATIBLE => true,
    Memcached::OPT_REMOVE_FAILED_SERVERS => true,
    Memcached::OPT_SERVER_FAILURE_LIMIT => 1,
    Memcached::OPT_RETRY_TIMEOUT => 1,
    Memcached::OPT_DEAD_TIMEOUT => 1,
]);
if ($binary) {
    $cache->setSaslAuthData($argv[3], $argv[4]);
}
foreach (explode(',', $addresses) as $address) {
    [$host, $port] = explode(':', $address);
    $cache->addServer($host, (int) $port);
}

function show(...$what): void
{
    echo json_encode($what), "\n";
}

function control(string $word): string
{
    global $control;
    $socket = stream_socket_client("tcp://127.0.0.1:$control");
    fwrite($socket, "$word\n");
    return trim(fgets($socket));
}

function until(string $what, callable $done): void
{
    $deadline = microtime(true) + 30;
    while (!$done()) {
        if (microtime(true) > $deadline) {
            exit("waited 30 s until $what");
        }
        usleep(100000);
    }
}

function commands(Memcached $cache): void
{
    $cache->setOption(Memcached::OPT_COMPRESSION, false);
    show('set', $cache->set('k', 'b'), $cache->append('k', 'c'), $cache->prepend('k', 'a'), $cache->get('k'));
    $cache->setOption(Memcached::OPT_COMPRESSION, true);
    show('add', $cache->add('k', 'x'), $cache->add('new', 'x'));
    show('replace', $cache->replace('k', 'x'), $cache->replace('none', 'x'));
    $found = $cache->get('k', null, Memcached::GET_EXTENDED);
    show('cas', $found['value'], $cache->cas($found['cas'], 'k', 'y'), $cache->cas($found['cas'], 'k', 'z'));
    show('count', $cache->set('n', 10), $cache->increment('n', 5), $cache->decrement('n', 100), $cache->increment('none'));
    show('touch', $cache->touch('k', 60), $cache->touch('none', 60));
    show('delete', $cache->delete('k'), $cache->get('k'), $cache->getResultMessage());
    $page = str_repeat('compressible ', 5000);
    show('compressed', $cache->set('page', $page), $cache->get('page') === $page);
    $many = [];
    for ($i = 0; $i < 60; $i++) {
        $many["many:$i"] = str_repeat('x', $i * 31);
    }
    show('many', $cache->setMulti($many), $cache->getMulti(array_merge(array_keys($many), ['none'])) == $many);
    show('delete many', array_unique(array_values($cache->deleteMulti(array_keys($many)))));
    show('object', $cache->set('object', ['roles' => ['admin']]), $cache->get('object'));
    show('too large', $cache->set('large', random_bytes(2000000)));
}

function cacheAside(Memcached $cache): void
{
    $table = [];
    for ($i = 0; $i < 30; $i++) {
        $table[$i] = ['id' => $i, 'name' => "Zoë $i"];
    }
    $loads = 0;
    $same = function () use ($cache, &$table, &$loads): bool {
        foreach ($table as $id => $row) {
            $cached = $cache->get("row:$id");
            if ($cached === false) {
                $loads++;
                $cached = json_encode($row);
                $cache->set("row:$id", $cached, 60);
            }
            if (json_decode($cached, true) !== $row) {
                return false;
            }
        }
        return true;
    };
    show('read', $same(), $same());
    for ($id = 0; $id < 30; $id += 3) {
        $table[$id]['name'] = 'renamed';
        $cache->delete("row:$id");
    }
    show('loads', $same(), $loads);
}

function slidingSession(Memcached $cache): void
{
    show('login', $cache->set('session', json_encode(['user' => 7]), 2));
    for ($i = 0; $i < 3; $i++) {
        show('use', $cache->touch('session', 600), json_decode($cache->get('session'), true)['user']);
    }
    show('expired', $cache->set('session', 'x', -1), $cache->get('session'));
}

function rateLimiter(Memcached $cache): void
{
    $allowed = function (string $user) use ($cache): bool {
        $cache->add("rate:$user", 0, 60);
        return $cache->increment("rate:$user") <= 5;
    };
    show('allowed', array_map(fn () => $allowed('a'), range(1, 8)), $allowed('b'));
}

function lostNode(Memcached $cache): void
{
    $written = function (string $value) use ($cache): bool {
        $good = true;
        for ($i = 0; $i < 60; $i++) {
            $good = $cache->set("user:$i", $value) && $good;
        }
        for ($i = 0; $good && $i < 60; $i++) {
            $good = $cache->get("user:$i") === $value;
        }
        return $good;
    };
    show('whole', $written('first'));
    control('cut');
    until('the other servers took over', fn () => $written('second'));
    control('mend');
    until('the server was used again', fn () => $written('third') && control('served') === 'yes');
    show('mended', $written('fourth'));
}

commands($cache);
cacheAside($cache);
slidingSession($cache);
rateLimiter($cache);
lostNode($cache);
show('flush', $cache->flush(), $cache->get('object'));
