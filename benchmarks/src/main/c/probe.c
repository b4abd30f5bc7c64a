/*
 * The limit: how many SMTP commands a second one thread and epoll can put to these servers, lock-step (each command waits for the reply to the one
 * before), with many connections at once. It judges nothing and keeps nothing.
 *
 * probe PORT HOSTS PARALLEL SESSIONS FORMS: for each of HOSTS addresses from 127.10.0.0 on, SESSIONS sessions one after the other, each EHLO, then
 * FORMS times MAIL, RCPT, RSET, then QUIT, whose reply is not waited for. Prints sessions, commands, failures, seconds and CPU seconds.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

struct visit {
    int fd, host, session, step, state; /* state: where in a line of a reply, 0 to 3 its code and the sign behind it, 4 the rest */
    int last;                           /* whether the line is the last one of its reply */
};

static int port, hosts, parallel, sessions, forms, ep, next_host;
static long opened, commands, failed;

static void put(struct visit *v, const char *text) {
    commands++;
    if (send(v->fd, text, strlen(text), MSG_NOSIGNAL) < 0) failed++;
}

static int dial(struct visit *v) {
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl((127u << 24 | 10u << 16) + v->host)};
    struct sockaddr_in from = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(127u << 24 | 9u << 8 | 1u)};
    int on = 1;
    v->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    if (v->fd < 0) return -1;
    setsockopt(v->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    setsockopt(v->fd, IPPROTO_IP, 24 /* IP_BIND_ADDRESS_NO_PORT */, &on, sizeof on);
    if (bind(v->fd, (struct sockaddr *)&from, sizeof from) < 0) return -1;
    if (connect(v->fd, (struct sockaddr *)&to, sizeof to) < 0 && errno != EINPROGRESS) return -1;
    struct epoll_event want = {.events = EPOLLIN, .data.ptr = v};
    v->step = v->state = 0;
    opened++;
    return epoll_ctl(ep, EPOLL_CTL_ADD, v->fd, &want);
}

/* The next session of this host, or the next host; 0 when there is none left. */
static int go_on(struct visit *v) {
    if (++v->session >= sessions) {
        if (next_host >= hosts) return 0;
        v->host = next_host++;
        v->session = 0;
    }
    if (dial(v) < 0) {
        perror("dial");
        exit(1);
    }
    return 1;
}

/* What follows a reply; 0 when the session is over. */
static int say(struct visit *v) {
    char line[128];
    int step = v->step++;
    if (step == 0) {
        put(v, "EHLO probe.example\r\n");
    } else if (step > 3 * forms) {
        put(v, "QUIT\r\n");
        return 0;
    } else if (step % 3 == 1) {
        put(v, "MAIL FROM:<stranger@elsewhere.example>\r\n");
    } else if (step % 3 == 2) {
        snprintf(line, sizeof line, "RCPT TO:<form%d@foreign.example>\r\n", step / 3);
        put(v, line);
    } else {
        put(v, "RSET\r\n");
    }
    return 1;
}

/* Whether these bytes end a reply. */
static int complete(struct visit *v, const char *bytes, ssize_t n) {
    int ends = 0;
    for (ssize_t i = 0; i < n; i++) {
        if (v->state == 3) v->last = bytes[i] != '-';
        if (bytes[i] == '\n') {
            ends |= v->last;
            v->state = 0;
        } else if (v->state < 4) {
            v->state++;
        }
    }
    return ends;
}

int main(int argc, char **argv) {
    if (argc != 6) return 2;
    port = atoi(argv[1]), hosts = atoi(argv[2]), parallel = atoi(argv[3]), sessions = atoi(argv[4]), forms = atoi(argv[5]);
    ep = epoll_create1(0);
    struct visit *all = calloc(parallel, sizeof *all);
    struct timespec start, end;
    clock_gettime(CLOCK_MONOTONIC, &start);
    int live = 0;
    for (int i = 0; i < parallel; i++) {
        all[i].session = sessions;
        live += go_on(&all[i]);
    }
    while (live > 0) {
        struct epoll_event ready[256];
        int n = epoll_wait(ep, ready, 256, 60000);
        if (n <= 0) break;
        for (int i = 0; i < n; i++) {
            struct visit *v = ready[i].data.ptr;
            char bytes[8192];
            ssize_t got = recv(v->fd, bytes, sizeof bytes, 0);
            if (got < 0 && errno == EAGAIN) continue;
            if (got <= 0) failed++;
            if (got <= 0 || (complete(v, bytes, got) && !say(v))) {
                close(v->fd);
                live -= !go_on(v);
            }
        }
    }
    clock_gettime(CLOCK_MONOTONIC, &end);
    struct rusage use;
    getrusage(RUSAGE_SELF, &use);
    printf("%ld %ld %ld %.3f %.3f\n", opened, commands, failed + live,
           end.tv_sec - start.tv_sec + (end.tv_nsec - start.tv_nsec) / 1e9,
           use.ru_utime.tv_sec + use.ru_stime.tv_sec + (use.ru_utime.tv_usec + use.ru_stime.tv_usec) / 1e6);
    return 0;
}
