#!/usr/bin/perl
# What an application does with Cache::Memcached. Argument: host:port. Prints what it saw.
use strict;
use warnings;
use Cache::Memcached;

my $cache = Cache::Memcached->new({ servers => [ $ARGV[0] ], compress_threshold => 10_000 });

sub show {
    print join(' ', map { defined $_ ? $_ : 'undef' } @_), "\n";
}

show 'set', $cache->set('session:7', { id => 7, roles => ['admin'] }, 600);
show 'get', $cache->get('session:7')->{roles}[0], $cache->get('session:8');
show 'lock', $cache->add('lock', 'a', 30), $cache->add('lock', 'b', 30), $cache->delete('lock');
show 'count', $cache->set('n', 10), $cache->incr('n', 5), $cache->decr('n', 100), $cache->incr('none');
show 'log', $cache->set('log', 'b'), $cache->append('log', 'c'), $cache->prepend('log', 'a'), $cache->get('log');
show 'replace', $cache->replace('log', 'x'), $cache->replace('none', 'x');
my $text = 'compressible ' x 10_000;
show 'compressed', $cache->set('text', $text), $cache->get('text') eq $text;
$cache->set("page:$_", 'x' x ($_ * 97), 60) for 0 .. 99;
my $pages = $cache->get_multi(map { "page:$_" } 0 .. 104);
show 'pages', scalar keys %$pages, length $pages->{'page:99'};
show 'too large', $cache->set('big', join('', map { chr(33 + int rand 90) } 1 .. 2_000_000));
my $stats = $cache->stats(['misc', 'malloc', 'sizes', 'maps', 'items']);
my $misc = $stats->{hosts}{ $ARGV[0] }{misc};
show $_, $misc->{$_} for qw(curr_items total_items cmd_set get_hits get_misses);
show 'flush', $cache->flush_all, $cache->get('log');
$cache->disconnect_all;
