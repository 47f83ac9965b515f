/* SPDX-License-Identifier: Apache-2.0 */
/* channel_test.c: our server and our client, with a network in between that loses, doubles and
 * reorders. Whatever it does:
 *
 *   - a pull, taken up again after each silence, ends with exactly the bytes of the resource;
 *   - an upload is handed on in order, each byte once, and can be taken up again from another peer;
 *   - a POST is run at most once, and exactly once when it was answered;
 *   - once the network is good, whoever still observes has the newest state. */
#include <string.h>
#include <thimble/coap_pull.h>

#include "coap/channel.h"
#include "link/coap/write.h"
#include "seeds.h"
#include "unit.h"

enum {
  SERVER = 0,
  PULLER = 1,   /* our client side */
  UPLOADER = 2, /* and these are clients in the test, which send one message at a time */
  POSTER = 3,
  OBSERVER = 4,
  UPLOADER_ELSEWHERE = 5, /* the same computer, after its address changed */
  NODES = 6,
  SIZE = 3000,
  MESSAGE = 160,
  EXPONENT = 6,
  BUFFER = (16 << EXPONENT) + THIMBLE_COAP_OVERHEAD,
  POSTS = 6,
  EXCHANGES = POSTS + 3, /* one for each POST, the upload from both addresses, a notification */
  SEEDS = 1000
};

struct node {
  struct thimble_coap coap;
  struct thimble_coap_exchange exchanges[EXCHANGES];
  uint8_t messages[EXCHANGES * MESSAGE];
  struct thimble_coap_observer observers[2];
  struct thimble_coap_proof proofs[3];
  uint8_t buffer[BUFFER];
};

/* A client that sends one confirmable message, and sends it again until it is answered. */
struct client {
  uint8_t bytes[1200];
  uint32_t length; /* 0: nothing is under way */
  uint16_t id;
  uint8_t transmissions;
  uint64_t deadline;
};

static struct channel channel;
static uint64_t now;
static struct node server, puller;
static struct client clients[NODES];
static struct random numbers;

static struct {
  struct thimble_coap_upload upload;
  uint32_t uploaded;    /* bytes that the handler got */
  uint32_t completions; /* uploads that ended */
  uint32_t runs[POSTS]; /* of each POST */
  uint32_t version;     /* of the observed resource */
} state;

static struct {
  struct thimble_coap_pull pull;
  bool is_over;
  uint32_t taken;
} pull;

static struct {
  uint32_t offset, answered;
  uint8_t exponent, node;
  bool asks_where; /* the link was lost: GET tells where to go on */
  bool is_over;
} upload;

static struct { uint32_t count, answered; } posts;

static struct {
  uint32_t version; /* the newest that was seen */
  uint32_t sequence;
  bool is_registered;
} observer;

static uint8_t byte_at(uint32_t offset) {
  return (uint8_t)(offset * 11 + offset / 256);
}

static struct thimble_coap_peer peer_of(uint8_t node) {
  return (struct thimble_coap_peer){1, {node}};
}

static void fill_random(void *data, uint8_t *bytes, uint32_t length) {
  (void)data;
  for (uint32_t i = 0; i < length; i++)
    bytes[i] = (uint8_t)(random_number(&numbers) >> 32);
}

static const struct thimble_port port = {.random = fill_random};

static void send(void *data, const struct thimble_coap_peer *peer, struct thimble_bytes datagram) {
  channel_send(&channel, now, data == &server ? SERVER : PULLER, peer->address[0], datagram);
}

/* The resources of the server. */

static void handle_content(void *data, const struct thimble_coap_request *request,
                           struct thimble_coap_response *response) {
  static uint8_t whole[SIZE];
  (void)data;
  (void)request;
  for (uint32_t i = 0; i < SIZE; i++)
    whole[i] = byte_at(i);
  thimble_coap_put_bytes(response, (struct thimble_bytes){whole, SIZE});
}

static void handle_upload(void *data, const struct thimble_coap_request *request,
                          struct thimble_coap_response *response) {
  (void)data;
  if (request->method == THIMBLE_COAP_GET) {
    memcpy(response->payload, &state.upload.received, 4);
    response->length = 4;
    return;
  }
  if (request->offset == 0)
    state.uploaded = 0;
  assert_int_equal(request->offset, state.uploaded);
  for (uint32_t i = 0; i < request->payload.length; i++)
    assert_int_equal(request->payload.data[i], byte_at(request->offset + i));
  state.uploaded += request->payload.length;
  if (!request->more) {
    assert_int_equal(state.uploaded, SIZE);
    state.completions++;
  }
}

static void handle_post(void *data, const struct thimble_coap_request *request,
                        struct thimble_coap_response *response) {
  (void)data;
  (void)response;
  assert_int_equal(request->payload.length, 1);
  assert_true(request->payload.data[0] < POSTS);
  state.runs[request->payload.data[0]]++;
}

static void handle_version(void *data, const struct thimble_coap_request *request,
                           struct thimble_coap_response *response) {
  (void)data;
  (void)request;
  memcpy(response->payload, &state.version, 4);
  response->length = 4;
}

static const struct thimble_coap_resource resources[] = {
    {.path = "content", .methods = THIMBLE_COAP_METHOD(THIMBLE_COAP_GET), .handle = handle_content},
    {.path = "upload",
     .methods = THIMBLE_COAP_METHOD(THIMBLE_COAP_GET) | THIMBLE_COAP_METHOD(THIMBLE_COAP_PUT),
     .handle = handle_upload,
     .upload = &state.upload},
    {.path = "post", .methods = THIMBLE_COAP_METHOD(THIMBLE_COAP_POST), .handle = handle_post},
    {.path = "version",
     .methods = THIMBLE_COAP_METHOD(THIMBLE_COAP_GET),
     .flags = THIMBLE_COAP_OBSERVABLE,
     .handle = handle_version},
};

/* The clients. */

static void start_message(struct thimble_coap_writer *writer, uint8_t node, uint8_t code,
                          const char *path) {
  struct client *client = &clients[node];
  client->id++;
  const struct thimble_coap_message head = {
      .type = THIMBLE_COAP_CON, .code = code, .id = client->id, .token = {&(uint8_t){7}, 1}};
  thimble_coap_writer_start(writer, client->bytes, sizeof client->bytes, &head);
  if (path == NULL)
    return;
  thimble_coap_write_option(writer, THIMBLE_COAP_URI_PATH,
                            (struct thimble_bytes){(const uint8_t *)path, (uint32_t)strlen(path)});
}

static void transmit(uint8_t node) {
  struct client *client = &clients[node];
  channel_send(&channel, now, node, SERVER, (struct thimble_bytes){client->bytes, client->length});
  client->deadline = now + ((uint64_t)2500 << client->transmissions);
  client->transmissions++;
}

static void finish_message(uint8_t node, const struct thimble_coap_writer *writer) {
  assert_false(writer->is_cut);
  clients[node].length = writer->length;
  clients[node].transmissions = 0;
  transmit(node);
}

static void upload_next(void) {
  struct thimble_coap_writer writer;
  uint8_t block[1024];
  uint32_t size = 16u << upload.exponent;
  uint32_t length = SIZE - upload.offset < size ? SIZE - upload.offset : size;
  const struct thimble_coap_block option = {upload.offset >> (upload.exponent + 4), upload.exponent,
                                            upload.offset + length < SIZE};
  if (upload.asks_where) {
    start_message(&writer, upload.node, THIMBLE_COAP_GET, "upload");
    finish_message(upload.node, &writer);
    return;
  }
  for (uint32_t i = 0; i < length; i++)
    block[i] = byte_at(upload.offset + i);
  start_message(&writer, upload.node, THIMBLE_COAP_PUT, "upload");
  thimble_coap_write_unsigned(&writer, THIMBLE_COAP_BLOCK1, thimble_coap_block_value(option));
  thimble_coap_write_option(&writer, THIMBLE_COAP_REQUEST_TAG,
                            (struct thimble_bytes){(const uint8_t *)"content", 7});
  thimble_coap_write_payload(&writer, (struct thimble_bytes){block, length});
  finish_message(upload.node, &writer);
}

/* Where the server has less than we think, or says that it misses something, it starts anew. */
static void upload_answered(const struct thimble_coap_message *message) {
  if (upload.asks_where) {
    uint32_t received;
    assert_int_equal(message->payload.length, 4);
    memcpy(&received, message->payload.data, 4);
    upload.asks_where = false;
    upload.offset = received < SIZE ? received & ~((16u << upload.exponent) - 1) : 0;
  } else if (message->code == THIMBLE_COAP_CONTINUE) {
    upload.offset += 16u << upload.exponent;
  } else if (message->code == THIMBLE_COAP_CHANGED) {
    upload.is_over = true;
    return;
  } else {
    assert_true(message->code == THIMBLE_COAP_INCOMPLETE ||
                message->code == THIMBLE_COAP_UNAVAILABLE);
    upload.offset = 0;
  }
  upload_next();
}

static void post_next(void) {
  struct thimble_coap_writer writer;
  uint8_t number = (uint8_t)posts.count++;
  start_message(&writer, POSTER, THIMBLE_COAP_POST, "post");
  thimble_coap_write_payload(&writer, (struct thimble_bytes){&number, 1});
  finish_message(POSTER, &writer);
}

static void observe(void) {
  struct thimble_coap_writer writer;
  start_message(&writer, OBSERVER, THIMBLE_COAP_GET, NULL);
  thimble_coap_write_unsigned(&writer, THIMBLE_COAP_OBSERVE, 0);
  thimble_coap_write_option(&writer, THIMBLE_COAP_URI_PATH,
                            (struct thimble_bytes){(const uint8_t *)"version", 7});
  finish_message(OBSERVER, &writer);
}

/* What is older than what was seen does not count (RFC 7641, section 3.4). */
static void note_version(const struct thimble_coap_message *message) {
  struct thimble_coap_options options;
  struct thimble_bytes value;
  uint32_t sequence;
  thimble_coap_options_start(&options, message->options);
  if (!thimble_coap_next(&options, THIMBLE_COAP_OBSERVE, &value) ||
      thimble_coap_unsigned_read(value, &sequence) != THIMBLE_OK || sequence <= observer.sequence)
    return;
  observer.sequence = sequence;
  assert_int_equal(message->payload.length, 4);
  memcpy(&observer.version, message->payload.data, 4);
}

static void acknowledge(uint8_t node, uint16_t id) {
  const uint8_t bytes[] = {0x60, 0, (uint8_t)(id >> 8), (uint8_t)id};
  channel_send(&channel, now, node, SERVER, (struct thimble_bytes){bytes, sizeof bytes});
}

static void client_receives(uint8_t node, const struct thimble_coap_message *message) {
  struct client *client = &clients[node];
  if (message->type == THIMBLE_COAP_CON) {
    acknowledge(node, message->id);
    note_version(message);
    return;
  }
  if (message->type != THIMBLE_COAP_ACK || client->length == 0 || message->id != client->id)
    return;
  client->length = 0;
  if (node == OBSERVER) {
    note_version(message);
    observer.is_registered = true;
  } else if (node == POSTER) {
    assert_int_equal(message->code, THIMBLE_COAP_CHANGED);
    posts.answered |= 1u << (posts.count - 1);
    if (posts.count < POSTS)
      post_next();
  } else {
    upload_answered(message);
  }
}

/* Five times was too often: the uploader finds a new address, the others give up. */
static void client_gives_up(uint8_t node) {
  clients[node].length = 0;
  if (node == upload.node) {
    upload.node = node == UPLOADER ? UPLOADER_ELSEWHERE : UPLOADER;
    upload.asks_where = true;
    upload_next();
  } else if (node == POSTER && posts.count < POSTS) {
    post_next();
  }
}

static void clients_poll(void) {
  for (uint8_t node = UPLOADER; node < (uint8_t)NODES; node++) {
    struct client *client = &clients[node];
    if (client->length == 0 || now < client->deadline)
      continue;
    if (client->transmissions > THIMBLE_COAP_MAX_RETRANSMIT)
      client_gives_up(node);
    else
      transmit(node);
  }
}

/* The pull. */

static enum thimble_result take(void *data, struct thimble_bytes bytes, uint32_t offset,
                                uint32_t total) {
  (void)data;
  assert_int_equal(offset, pull.taken);
  assert_true(total == SIZE || total == THIMBLE_COAP_NONE);
  for (uint32_t i = 0; i < bytes.length; i++)
    assert_int_equal(bytes.data[i], byte_at(offset + i));
  pull.taken += bytes.length;
  return THIMBLE_OK;
}

static void done(void *data, enum thimble_result verdict) {
  (void)data;
  if (verdict == THIMBLE_OK) {
    assert_int_equal(pull.taken, SIZE);
    pull.is_over = true;
    return;
  }
  assert_true(verdict == THIMBLE_ERROR_INPUT || verdict == THIMBLE_ERROR_DENIED);
  assert_int_equal(thimble_coap_pull_start(&puller.coap, now, &pull.pull), THIMBLE_OK);
}

/* The whole. */

static void start_node(struct node *node) {
  memset(node, 0, sizeof *node);
  node->coap = (struct thimble_coap){.port = &port,
                                     .send = send,
                                     .device = node,
                                     .resources = resources,
                                     .resource_count = COUNT(resources),
                                     .exchanges = node->exchanges,
                                     .exchange_count = COUNT(node->exchanges),
                                     .messages = node->messages,
                                     .message_size = MESSAGE,
                                     .observers = node->observers,
                                     .observer_count = COUNT(node->observers),
                                     .proofs = node->proofs,
                                     .proof_count = COUNT(node->proofs),
                                     .buffer = node->buffer,
                                     .buffer_size = BUFFER,
                                     .block_exponent = EXPONENT};
  assert_int_equal(thimble_coap_start(&node->coap), THIMBLE_OK);
}

static void start(uint32_t seed) {
  channel_start(&channel, seed);
  random_start(&numbers, seed + 1000000);
  now = 1000;
  memset(&state, 0, sizeof state);
  memset(clients, 0, sizeof clients);
  memset(&pull, 0, sizeof pull);
  memset(&upload, 0, sizeof upload);
  memset(&posts, 0, sizeof posts);
  memset(&observer, 0, sizeof observer);
  start_node(&server);
  start_node(&puller);
  upload.node = UPLOADER;
  upload.exponent = (uint8_t)(2 + random_below(&numbers, 5));
  pull.pull = (struct thimble_coap_pull){.peer = peer_of(SERVER),
                                         .path = {(const uint8_t *)"content", 7},
                                         .maximum = SIZE,
                                         .block_exponent = (uint8_t)(2 + random_below(&numbers, 5)),
                                         .take = take,
                                         .done = done};
  assert_int_equal(thimble_coap_pull_start(&puller.coap, now, &pull.pull), THIMBLE_OK);
  upload_next();
  post_next();
  observe();
}

static void deliver(uint32_t place) {
  static uint8_t bytes[CHANNEL_DATAGRAM];
  struct thimble_coap_message message;
  uint8_t from = channel.under_way[place].from, to = channel.under_way[place].to;
  struct thimble_bytes datagram = {bytes, channel.under_way[place].length};
  struct thimble_coap_peer peer = peer_of(from);
  memcpy(bytes, channel.under_way[place].bytes, datagram.length);
  channel.under_way[place].when = 0;
  if (to == SERVER)
    thimble_coap_receive(&server.coap, now, &peer, false, datagram);
  else if (to == PULLER)
    thimble_coap_receive(&puller.coap, now, &peer, false, datagram);
  else if (thimble_coap_message_read(&message, datagram) == THIMBLE_OK)
    client_receives(to, &message);
}

static void change_version(void) {
  state.version++;
  thimble_coap_notify(&server.coap, &resources[3]);
}

/* One step: to the next arrival, or some time. */
static void step(void) {
  uint32_t place = channel_next(&channel);
  if (place < CHANNEL_CAPACITY && channel.under_way[place].when <= now + 500) {
    now = channel.under_way[place].when > now ? channel.under_way[place].when : now;
    deliver(place);
  } else {
    now += 500;
  }
  (void)thimble_coap_poll(&server.coap, now);
  (void)thimble_coap_poll(&puller.coap, now);
  clients_poll();
}

static bool is_over(void) {
  return pull.is_over && upload.is_over && posts.count == POSTS && clients[POSTER].length == 0 &&
         clients[OBSERVER].length == 0;
}

/* A good network, until nothing is under way. */
static void settle(void) {
  channel.lost = channel.doubled = 0;
  channel.delay = 10;
  change_version();
  for (uint32_t i = 0; i < 2000; i++)
    step();
}

static void check(void) {
  for (uint32_t i = 0; i < POSTS; i++) {
    assert_in_range(state.runs[i], 0, 1);
    if ((posts.answered >> i & 1) != 0)
      assert_int_equal(state.runs[i], 1);
  }
  assert_in_range(state.completions, 1, 10);
  if (server.observers[0].resource != NULL)
    assert_int_equal(observer.version, state.version);
}

static void run(uint32_t seed) {
  start(seed);
  print_message("seed %u: %u %% lost, %u %% doubled, delay %u ms, blocks of %u and %u bytes\n",
                (unsigned)seed, (unsigned)channel.lost, (unsigned)channel.doubled,
                (unsigned)channel.delay, 16u << pull.pull.block_exponent, 16u << upload.exponent);
  for (uint32_t i = 0; i < 200000 && !is_over(); i++) {
    step();
    if (random_once_in(&numbers, 20))
      change_version();
  }
  assert_true(is_over());
  settle();
  check();
}

static void transfers_survive_the_network(void **unused) {
  (void)unused;
  for_each_seed(SEEDS, run);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(transfers_survive_the_network)};
  return cmocka_run_group_tests_name("CoAP over a bad network", tests, NULL, NULL);
}
