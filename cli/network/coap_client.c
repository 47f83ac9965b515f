/* SPDX-License-Identifier: Apache-2.0 */
/* coap_client.c: see coap_client.h. Read it from the bottom. */
#include "cli/network/coap_client.h"

#include <coap3/coap.h>
#include <netdb.h>
#include <stdlib.h>
#include <string.h>

#include "cli/common/memory.h"
#include "cli/common/message.h"
#include "linux/linux.h"

enum {
  TOKEN = 8,
  ECHO_MAXIMUM = 40,
  OPTION_MAXIMUM = 255, /* bytes of a segment of a path, and of a query (RFC 7252, 5.10) */
  RETRANSMISSIONS = 2,  /* after 2 and 4 s, and half of it more at random */
  SLICE = 500           /* ms that libcoap may work at a time */
};

enum state {
  STATE_SENT,
  STATE_ACKNOWLEDGED,
  STATE_ANSWERED,
  STATE_SILENT,
  STATE_UNREACHABLE,
};

struct coap_client {
  coap_context_t *context;
  coap_session_t *session;
  coap_address_t remote;
  uint8_t token[TOKEN], observed[TOKEN];
  enum state state;
  bool is_observing, has_changed;
  uint8_t echo[ECHO_MAXIMUM];
  size_t echo_length;
  /* The last answer: one block of it. */
  struct coap_answer *answer;
  bool has_observe, has_block2, more;
  uint32_t block2;
  /* Of a group. */
  coap_take *take;
  void *take_context;
};

static uint32_t option_number(const coap_pdu_t *pdu, coap_option_num_t number, uint32_t otherwise) {
  coap_opt_iterator_t iterator;
  coap_opt_t *option = coap_check_option(pdu, number, &iterator);
  return option ? coap_decode_var_bytes(coap_opt_value(option), coap_opt_length(option))
                : otherwise;
}

static void append(struct file_bytes *body, const uint8_t *data, size_t length) {
  if (length > COAP_BODY_MAXIMUM - body->length)
    length = COAP_BODY_MAXIMUM - body->length;
  uint8_t *longer = memory_get(body->length + length + 1, 1);
  if (body->length > 0)
    memcpy(longer, body->data, body->length);
  if (length > 0)
    memcpy(longer + body->length, data, length);
  free(body->data);
  body->data = longer;
  body->length += (uint32_t)length;
}

static void keep_echo(struct coap_client *client, const coap_pdu_t *pdu) {
  coap_opt_iterator_t iterator;
  coap_opt_t *option = coap_check_option(pdu, COAP_OPTION_ECHO, &iterator);
  client->echo_length = option ? coap_opt_length(option) : 0;
  if (client->echo_length > ECHO_MAXIMUM)
    client->echo_length = 0;
  if (client->echo_length > 0)
    memcpy(client->echo, coap_opt_value(option), client->echo_length);
}

static void keep_answer(struct coap_client *client, const coap_pdu_t *pdu) {
  struct coap_answer *answer = client->answer;
  const uint8_t *data = NULL;
  size_t length = 0;
  uint32_t block1 = option_number(pdu, COAP_OPTION_BLOCK1, UINT32_MAX);
  client->block2 = option_number(pdu, COAP_OPTION_BLOCK2, UINT32_MAX);
  client->has_block2 = client->block2 != UINT32_MAX;
  client->has_observe = option_number(pdu, COAP_OPTION_OBSERVE, UINT32_MAX) != UINT32_MAX;
  keep_echo(client, pdu);
  answer->code = (uint8_t)coap_pdu_get_code(pdu);
  answer->has_block1 = block1 != UINT32_MAX;
  answer->exponent = block1 & 7;
  answer->max_age = option_number(pdu, COAP_OPTION_MAXAGE, 60);
  if (coap_get_data(pdu, &length, &data))
    append(&answer->body, data, length);
  client->state = STATE_ANSWERED;
}

static bool has_token(const coap_pdu_t *pdu, const uint8_t token[TOKEN]) {
  coap_bin_const_t got = coap_pdu_get_token(pdu);
  return got.length == TOKEN && memcmp(got.s, token, TOKEN) == 0;
}

static void take_of_group(struct coap_client *client, const coap_session_t *session,
                          const coap_pdu_t *pdu) {
  const coap_address_t *from = coap_session_get_addr_remote(session);
  char host[NI_MAXHOST];
  const uint8_t *data = NULL;
  size_t length = 0;
  if (coap_pdu_get_code(pdu) != COAP_RESPONSE_CODE_CONTENT ||
      getnameinfo(&from->addr.sa, from->size, host, sizeof host, NULL, 0, NI_NUMERICHOST) != 0)
    return;
  (void)coap_get_data(pdu, &length, &data);
  const struct address address = {host, coap_address_get_port(from)};
  client->take(client->take_context, &address, (struct thimble_bytes){data, (uint32_t)length});
}

/* A notification for which nobody waits any more is answered with RST, which ends it. */
static coap_response_t on_response(coap_session_t *session, const coap_pdu_t *sent,
                                   const coap_pdu_t *received, const coap_mid_t id) {
  struct coap_client *client = coap_get_app_data(coap_session_get_context(session));
  (void)sent;
  (void)id;
  if (client->take && has_token(received, client->token)) {
    take_of_group(client, session, received);
    return COAP_RESPONSE_OK;
  }
  if (client->state < STATE_ANSWERED && has_token(received, client->token)) {
    keep_answer(client, received);
    return COAP_RESPONSE_OK;
  }
  if (!client->is_observing || !has_token(received, client->observed))
    return COAP_RESPONSE_FAIL;
  client->has_changed = true;
  return COAP_RESPONSE_OK;
}

/* A request of before coap_client_renew() may fail while another one is under way. */
static void on_failure(coap_session_t *session, const coap_pdu_t *sent,
                       const coap_nack_reason_t reason, const coap_mid_t id) {
  struct coap_client *client = coap_get_app_data(coap_session_get_context(session));
  (void)id;
  if (client->state < STATE_ANSWERED && session == client->session &&
      (!sent || has_token(sent, client->token)))
    client->state = reason == COAP_NACK_TOO_MANY_RETRIES ? STATE_SILENT : STATE_UNREACHABLE;
}

static void put_option(coap_pdu_t *pdu, coap_option_num_t number, const void *value,
                       size_t length) {
  (void)coap_add_option(pdu, number, length, value);
}

static void put_number(coap_pdu_t *pdu, coap_option_num_t number, uint32_t value) {
  uint8_t bytes[4];
  put_option(pdu, number, bytes, coap_encode_var_safe(bytes, sizeof bytes, value));
}

/* Parts of a path or a query, each an option. */
static void put_parts(coap_pdu_t *pdu, coap_option_num_t number, const char *text,
                      const char *separator) {
  while (text && *text) {
    size_t length = strcspn(text, separator);
    put_option(pdu, number, text, length < OPTION_MAXIMUM ? length : OPTION_MAXIMUM);
    text += length + (text[length] != '\0');
  }
}

/* A question as it goes out. */
struct request {
  const struct coap_question *question;
  coap_pdu_type_t type;
  bool observe;
  bool has_block2;
  uint32_t block2;
};

/* In the order of their numbers. */
static void put_options(const struct coap_client *client, coap_pdu_t *pdu,
                        const struct request *request) {
  const struct coap_question *question = request->question;
  const struct coap_part *part = question->part;
  if (request->observe)
    put_number(pdu, COAP_OPTION_OBSERVE, 0);
  put_parts(pdu, COAP_OPTION_URI_PATH, question->path, "/");
  put_parts(pdu, COAP_OPTION_URI_QUERY, question->query, "&");
  if (request->has_block2)
    put_number(pdu, COAP_OPTION_BLOCK2, request->block2);
  if (part) {
    put_number(pdu, COAP_OPTION_BLOCK1,
               part->number << 4 | (part->more ? 8u : 0u) | part->exponent);
    put_number(pdu, COAP_OPTION_SIZE1, part->total);
  }
  if (client->echo_length > 0)
    put_option(pdu, COAP_OPTION_ECHO, client->echo, client->echo_length);
  if (part)
    put_option(pdu, COAP_OPTION_RTAG, part->tag, sizeof part->tag);
  if (question->payload.length > 0)
    (void)coap_add_data(pdu, question->payload.length, question->payload.data);
}

static bool send_request(struct coap_client *client, const struct request *request) {
  coap_pdu_t *pdu = coap_new_pdu(request->type, request->question->method, client->session);
  if (!pdu)
    return false;
  (void)coap_prng(client->token, TOKEN);
  (void)coap_add_token(pdu, TOKEN, client->token);
  put_options(client, pdu, request);
  client->state = STATE_SENT;
  return coap_send(client->session, pdu) != COAP_INVALID_MID;
}

uint64_t coap_client_clock(void) {
  return thimble_linux_port.clock_ms(thimble_linux_port.device);
}

enum until {
  UNTIL_ANSWERED,
  UNTIL_CHANGED,
  UNTIL_END,
};

static bool is_over(const struct coap_client *client, enum until until) {
  return (until == UNTIL_ANSWERED && client->state >= STATE_ANSWERED) ||
         (until == UNTIL_CHANGED && client->has_changed);
}

/* Lets libcoap work until something has come, for so many milliseconds at most. */
static void work(struct coap_client *client, uint32_t milliseconds, enum until until) {
  uint64_t now = coap_client_clock(), end = now + milliseconds;
  for (; now < end && !is_over(client, until); now = coap_client_clock()) {
    uint64_t left = end - now;
    if (coap_io_process(client->context, left < SLICE ? (uint32_t)left : SLICE) < 0)
      return;
  }
}

static enum coap_outcome exchange(struct coap_client *client, const struct request *request,
                                  uint32_t patience) {
  if (!client->session || !send_request(client, request))
    return COAP_UNREACHABLE;
  work(client, patience, UNTIL_ANSWERED);
  if (client->state == STATE_ANSWERED)
    return COAP_ANSWERED;
  enum coap_outcome outcome = client->state == STATE_UNREACHABLE ? COAP_UNREACHABLE : COAP_SILENT;
  client->state = STATE_SILENT; /* what comes later is not wanted */
  return outcome;
}

/* The same, and once more when the device wants to see first that we get what it says. */
static enum coap_outcome exchange_proven(struct coap_client *client, const struct request *request,
                                         uint32_t patience) {
  client->echo_length = 0;
  enum coap_outcome outcome = exchange(client, request, patience);
  if (outcome != COAP_ANSWERED || client->answer->code != COAP_RESPONSE_CODE_UNAUTHORIZED ||
      client->echo_length == 0)
    return outcome;
  file_free(&client->answer->body);
  client->answer->body = (struct file_bytes){NULL, 0};
  outcome = exchange(client, request, patience);
  client->echo_length = 0;
  return outcome;
}

/* The blocks behind the first one. The size of a block is the device's. */
static enum coap_outcome get_rest(struct coap_client *client, const struct coap_question *question,
                                  uint32_t patience) {
  struct request request = {question, COAP_MESSAGE_CON, false, true, 0};
  enum coap_outcome outcome = COAP_ANSWERED;
  while (outcome == COAP_ANSWERED && client->has_block2 && (client->block2 & 8) != 0 &&
         client->answer->body.length < COAP_BODY_MAXIMUM) {
    uint32_t wanted = (client->block2 >> 4) + 1;
    request.block2 = wanted << 4 | (client->block2 & 7);
    outcome = exchange_proven(client, &request, patience);
    if (outcome == COAP_ANSWERED && client->has_block2 && client->block2 >> 4 != wanted)
      return COAP_SILENT;
  }
  return outcome;
}

static enum coap_outcome ask(struct coap_client *client, const struct request *request,
                             uint32_t patience, struct coap_answer *answer) {
  *answer = (struct coap_answer){0};
  client->answer = answer;
  enum coap_outcome outcome = exchange_proven(client, request, patience);
  if (outcome == COAP_ANSWERED && request->question->method == THIMBLE_COAP_GET)
    outcome = get_rest(client, request->question, patience);
  client->answer = NULL;
  if (outcome != COAP_ANSWERED)
    file_free(&answer->body);
  return outcome;
}

/* A reader names the largest blocks: a device that does not know it yet can then ask for a proof of
 * its address instead of sending small ones. */
enum coap_outcome coap_client_ask(struct coap_client *client, const struct coap_question *question,
                                  uint32_t patience, struct coap_answer *answer) {
  const struct request request = {question, COAP_MESSAGE_CON, false,
                                  question->method == THIMBLE_COAP_GET, COAP_EXPONENT_MAXIMUM};
  return ask(client, &request, patience, answer);
}

enum coap_outcome coap_client_observe(struct coap_client *client, const char *path,
                                      uint32_t patience, struct coap_answer *answer,
                                      bool *is_observed) {
  const struct coap_question question = {.method = THIMBLE_COAP_GET, .path = path};
  const struct request request = {&question, COAP_MESSAGE_CON, true, false, 0};
  *answer = (struct coap_answer){0};
  client->answer = answer;
  enum coap_outcome outcome = exchange_proven(client, &request, patience);
  client->answer = NULL;
  client->is_observing = outcome == COAP_ANSWERED && client->has_observe;
  memcpy(client->observed, client->token, TOKEN);
  *is_observed = client->is_observing;
  return outcome;
}

bool coap_client_wait(struct coap_client *client, uint32_t milliseconds) {
  work(client, milliseconds, UNTIL_CHANGED);
  bool has_changed = client->has_changed;
  client->has_changed = false;
  return has_changed;
}

void coap_client_renew(struct coap_client *client) {
  if (client->session)
    coap_session_release(client->session);
  client->is_observing = false;
  client->session = coap_new_client_session(client->context, NULL, &client->remote, COAP_PROTO_UDP);
  if (client->session)
    coap_session_set_max_retransmit(client->session, RETRANSMISSIONS);
}

static bool resolve(const struct address *address, coap_address_t *found) {
  const struct addrinfo hints = {.ai_socktype = SOCK_DGRAM};
  struct addrinfo *list = NULL;
  char *text = address_text(address);
  int error = getaddrinfo(address->host, NULL, &hints, &list);
  if (error != 0) {
    message_error("%s: %s", text, gai_strerror(error));
  } else {
    coap_address_init(found);
    found->size = list->ai_addrlen;
    memcpy(&found->addr, list->ai_addr, list->ai_addrlen);
    coap_address_set_port(found, address->port);
    freeaddrinfo(list);
  }
  free(text);
  return error == 0;
}

struct coap_client *coap_client_open(const struct address *address) {
  coap_address_t remote;
  if (!resolve(address, &remote))
    return NULL;
  coap_startup();
  coap_set_log_level(LOG_EMERG);
  struct coap_client *client = memory_get(1, sizeof *client);
  client->remote = remote;
  client->context = coap_new_context(NULL);
  if (!client->context) {
    message_error("CoAP cannot be started; is memory or are sockets used up?");
    free(client);
    return NULL;
  }
  client->state = STATE_SILENT;
  coap_set_app_data(client->context, client);
  coap_register_response_handler(client->context, on_response);
  coap_register_nack_handler(client->context, on_failure);
  coap_client_renew(client);
  return client;
}

void coap_client_close(struct coap_client *client) {
  if (client->session)
    coap_session_release(client->session);
  coap_free_context(client->context);
  free(client);
  coap_cleanup();
}

bool coap_client_ask_group(const struct address *group, const char *path, const char *query,
                           uint32_t milliseconds, coap_take *take, void *context) {
  const struct coap_question question = {.method = THIMBLE_COAP_GET, .path = path, .query = query};
  const struct request request = {&question, COAP_MESSAGE_NON, false, false, 0};
  struct coap_client *client = coap_client_open(group);
  if (!client)
    return false;
  client->take = take;
  client->take_context = context;
  bool sent = client->session && send_request(client, &request);
  if (sent)
    work(client, milliseconds, UNTIL_END);
  else
    message_error("%s: nothing can be sent there; is the interface up, with IPv6 and multicast?",
                  group->host);
  coap_client_close(client);
  return sent;
}

void coap_code_text(uint8_t code, char text[5]) {
  snprintf(text, 5, "%u.%02u", code >> 5 & 7u, code & 31u);
}
