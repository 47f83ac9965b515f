/* SPDX-License-Identifier: Apache-2.0 */
/* main.c: the daemon `thimbled`. The main thread does the network and the updates, another one runs
 * the containers (engine.h). */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "cli/common/message.h"
#include "device.h"
#include "engine.h"
#include "flash.h"
#include "network.h"

static volatile sig_atomic_t is_ending;

static void end(int signal) {
  (void)signal;
  is_ending = 1;
}

/* The signals are blocked but while the main thread waits: none is missed, and none disturbs. */
static void take_signals(sigset_t *waiting) {
  sigset_t blocked;
  const struct sigaction action = {.sa_handler = end};
  (void)sigemptyset(&blocked);
  (void)sigaddset(&blocked, SIGTERM);
  (void)sigaddset(&blocked, SIGINT);
  (void)sigprocmask(SIG_BLOCK, &blocked, waiting);
  (void)sigaction(SIGTERM, &action, NULL);
  (void)sigaction(SIGINT, &action, NULL);
}

static void serve(const sigset_t *waiting) {
  struct pollfd source = {.fd = network_socket(), .events = POLLIN};
  while (!is_ending) {
    uint32_t wait = network_work();
    const struct timespec time = {.tv_sec = wait / 1000, .tv_nsec = (long)(wait % 1000) * 1000000};
    (void)ppoll(&source, 1, &time, waiting);
  }
}

static int run(const struct options *options) {
  sigset_t waiting;
  take_signals(&waiting);
  enum thimble_result result = device_start(&flash_values, options->quiet);
  if (result != THIMBLE_OK) {
    fprintf(stderr, "thimbled: the values that the flash keeps cannot be used: %s\n",
            thimble_result_text(result));
    return EXIT_CODE_FAILURE;
  }
  if (!network_start(options))
    return EXIT_CODE_FAILURE;
  if (!engine_start()) {
    fprintf(stderr, "thimbled: no thread for the containers: %s\n", strerror(errno));
    return EXIT_CODE_FAILURE;
  }
  printf("port %u\n", (unsigned)network_port());
  (void)fflush(stdout);
  serve(&waiting);
  engine_stop();
  network_stop();
  return EXIT_CODE_OK;
}

int main(int argc, char **argv) {
  struct options options;
  int code = options_parse(&options, &device_sensors, argc, argv);
  if (code == EXIT_CODE_OK && !options.help) {
    code = EXIT_CODE_FAILURE;
    if (flash_open(options.flash, options.slots)) {
      code = run(&options);
      flash_close();
    }
  }
  options_free(&options);
  simulator_free(&device_sensors);
  return code;
}
