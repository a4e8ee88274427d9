# Flows of an application with Dalli over several servers. Arguments: port of the fleet's control,
# addresses separated by commas, user, password. Prints what it saw.
require 'dalli'
require 'json'
require 'socket'

CONTROL, ADDRESSES, USER, PASSWORD = ARGV
Dalli.logger.level = Logger::FATAL
CACHE = Dalli::Client.new(
  ADDRESSES.split(','),
  namespace: 'ruby', compress: true, username: USER, password: PASSWORD,
  failover: true, down_retry_delay: 0.2, socket_failure_delay: 0.01, socket_max_failures: 1)

def show(*what)
  puts what.map(&:inspect).join(' ')
end

def control(word)
  TCPSocket.open('127.0.0.1', CONTROL.to_i) do |socket|
    socket.puts word
    socket.gets.strip
  end
end

def wait_until(what)
  deadline = Process.clock_gettime(Process::CLOCK_MONOTONIC) + 30
  until yield
    abort "waited 30 s until #{what}" if Process.clock_gettime(Process::CLOCK_MONOTONIC) > deadline
    sleep 0.1
  end
end

def stored(answer)
  answer.is_a?(Integer) ? answer.positive? : answer
end

def commands
  raw = { raw: true }
  show 'set', stored(CACHE.set('k', 'b', 0, raw)), CACHE.append('k', 'c'), CACHE.prepend('k', 'a'), CACHE.get('k')
  show 'add', stored(CACHE.add('k', 'x')), stored(CACHE.add('new', 'x'))
  show 'replace', stored(CACHE.replace('k', 'x')), stored(CACHE.replace('none', 'x'))
  show 'cas', stored(CACHE.cas('k') { |value| value + 'y' }), CACHE.get('k'), CACHE.cas('none') { 'z' }
  show 'count', CACHE.incr('n', 5, 0, 10), CACHE.incr('n', 5), CACHE.decr('n', 100), CACHE.incr('none')
  show 'gat', CACHE.gat('k', 60), CACHE.touch('k', 60), CACHE.touch('none', 60)
  show 'delete', CACHE.delete('k'), CACHE.get('k'), CACHE.delete('k')
  page = 'compressible ' * 5000
  show 'compressed', stored(CACHE.set('page', page)), CACHE.get('page') == page
  CACHE.multi { 60.times { |i| CACHE.set("many:#{i}", 'x' * i * 31) } }
  many = CACHE.get_multi((0...60).map { |i| "many:#{i}" } + ['none'])
  show 'many', many.size, many['many:59'].size
  show 'object', CACHE.fetch('object', 60) { { 'roles' => ['admin'] } }, CACHE.fetch('object') { 'other' }
  show 'stats', CACHE.stats.values.map { |stats| stats['pointer_size'] }
end

def cache_aside
  table = (0...30).to_h { |i| [i, { 'id' => i, 'name' => "Zoë #{i}" }] }
  loads = 0
  row = lambda do |id|
    cached = CACHE.get("row:#{id}")
    next JSON.parse(cached) if cached
    loads += 1
    CACHE.set("row:#{id}", JSON.generate(table[id]), 60)
    table[id]
  end
  same = -> { table.all? { |id, expected| row.(id) == expected } }
  show 'read', same.(), same.()
  (0...30).step(3) do |id|
    table[id] = { 'id' => id, 'name' => 'renamed' }
    CACHE.delete("row:#{id}")
  end
  show 'loads', same.(), loads
end

def sliding_session
  CACHE.set('session', JSON.generate(user: 7), 2)
  show 'use', (1..3).map { JSON.parse(CACHE.gat('session', 600))['user'] }
  CACHE.set('session', 'x', -1)
  show 'expired', CACHE.gat('session', 600)
end

def rate_limiter
  allowed = ->(user) { CACHE.incr("rate:#{user}", 1, 60, 1) <= 5 }
  show 'allowed', (1..8).map { allowed.('a') }, allowed.('b')
end

def written?(value)
  keys = (0...60).map { |i| "user:#{i}" }
  keys.map { |key| CACHE.set(key, value) }.all? && keys.all? { |key| CACHE.get(key) == value }
rescue Dalli::DalliError
  false
end

def lost_node
  show 'whole', written?('first')
  control 'cut'
  wait_until('the other servers took over') { written?('second') }
  control 'mend'
  wait_until('the server was used again') { written?('third') && control('served') == 'yes' }
  show 'mended', written?('fourth')
end

commands
cache_aside
sliding_session
rate_limiter
lost_node
show 'flush', CACHE.flush, CACHE.get('object')
