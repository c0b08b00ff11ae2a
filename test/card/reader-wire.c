// Goes into pcscd before the driver of the virtual readers. The driver writes each message in two pieces and lets the
// kernel hold the second back until the first is acknowledged, 50 ms each time; and it listens to the whole network.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>

int accept(int fd, struct sockaddr *address, socklen_t *length) {
  static int (*real)(int, struct sockaddr *, socklen_t *);
  int on = 1;
  if (!real) real = dlsym(RTLD_NEXT, "accept");
  int peer = real(fd, address, length);
  if (peer >= 0) setsockopt(peer, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return peer;
}

int bind(int fd, const struct sockaddr *address, socklen_t length) {
  static int (*real)(int, const struct sockaddr *, socklen_t);
  struct sockaddr_in here;
  int on = 1;
  if (!real) real = dlsym(RTLD_NEXT, "bind");
  if (address->sa_family != AF_INET || length < sizeof here) return real(fd, address, length);
  memcpy(&here, address, sizeof here);
  here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  // A service that was killed leaves connections that keep the port for a minute.
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  return real(fd, (struct sockaddr *)&here, sizeof here);
}
