#!/usr/bin/perl
# Flows of an application with Cache::Memcached over several servers. Arguments: port of the
# fleet's control, addresses separated by commas. Prints what it saw.
use strict;
use warnings;
use Cache::Memcached;
use IO::Socket::INET;
use JSON::PP;
use Time::HiRes qw(sleep time);

my ($control, $addresses) = @ARGV;
my $cache = Cache::Memcached->new({
    servers => [ split /,/, $addresses ], compress_threshold => 1000, namespace => 'perl:' });

sub show {
    print join(' ', map { defined $_ ? $_ : 'undef' } @_), "\n";
}

sub control {
    my $socket = IO::Socket::INET->new("127.0.0.1:$control") or die "control: $!";
    print $socket "$_[0]\n";
    my $answer = <$socket>;
    chomp $answer;
    return $answer;
}

sub until_done {
    my ($what, $done) = @_;
    my $deadline = time + 30;
    until ($done->()) {
        die "waited 30 s until $what" if time > $deadline;
        sleep 0.1;
    }
}

# all commands
show 'set', $cache->set('k', 'b'), $cache->append('k', 'c'), $cache->prepend('k', 'a'), $cache->get('k');
show 'add', $cache->add('k', 'x'), $cache->add('new', 'x');
show 'replace', $cache->replace('k', 'x'), $cache->replace('none', 'x');
show 'count', $cache->set('n', 10), $cache->incr('n', 5), $cache->decr('n', 100), $cache->incr('none');
show 'delete', $cache->delete('k'), $cache->get('k');
my $page = 'compressible ' x 5000;
show 'compressed', $cache->set('page', $page), $cache->get('page') eq $page;
$cache->set("many:$_", 'x' x ($_ * 31)) for 1 .. 60;
my $many = $cache->get_multi((map { "many:$_" } 1 .. 60), 'none');
show 'many', scalar keys %$many, length $many->{'many:60'};

# cache-aside with invalidation
my %table = map { $_ => { id => $_, name => "Ada $_" } } 0 .. 29;
my $loads = 0;

sub row {
    my $cached = $cache->get("row:$_[0]");
    return decode_json($cached)->{name} if defined $cached;
    $loads++;
    $cache->set("row:$_[0]", encode_json($table{ $_[0] }), 60);
    return $table{ $_[0] }{name};
}

for my $round (1 .. 3) {
    for (keys %table) { die "row $_" unless row($_) eq $table{$_}{name} }
    next unless $round == 2;
    for (grep { $_ % 3 == 0 } keys %table) {
        $table{$_}{name} = 'renamed';
        $cache->delete("row:$_");
    }
}
show 'loads', $loads;

# sliding session: the client has no touch, so it is written again
sub renew { $cache->set('session', encode_json({ user => 7 }), $_[0]) }
show 'login', renew(2), map { renew(600) && decode_json($cache->get('session'))->{user} } 1 .. 3;
show 'expired', $cache->set('session', 'x', -1), $cache->get('session');

# rate limiter
sub allowed {
    $cache->add("rate:$_[0]", 0, 60);
    return $cache->incr("rate:$_[0]") <= 5 ? 1 : 0;
}
show 'allowed', (map { allowed('a') } 1 .. 8), allowed('b');

# a node lost and back
sub written {
    my ($value) = @_;
    my $set = grep { $cache->set("user:$_", $value) } 1 .. 60;
    my $same = grep { ($cache->get("user:$_") // '') eq $value } 1 .. 60;
    return $set == 60 && $same == 60;
}
show 'whole', written('first');
control('cut');
until_done('the other servers took over', sub { written('second') });
control('mend');
$cache->forget_dead_hosts;
until_done('the server was used again', sub { written('third') && control('served') eq 'yes' });
show 'mended', written('fourth');
