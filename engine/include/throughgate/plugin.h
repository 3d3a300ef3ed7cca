/* SPDX-License-Identifier: MIT
 * The boundary between Throughgate and a notifier plug-in. Plain C; stable within version 1.
 *
 * Conventions
 *  1. A plug-in is a shared library with one exported symbol, `throughgate_plugin_v1`.
 *  2. It is loaded in a child process of its own; it may crash or hang without harm to the engine.
 *  3. Strings are pointer and length, UTF-8, not terminated. Whoever made a string keeps it: what
 *     the host passes is valid during the call; what the plug-in returns must stay valid until the
 *     next call on the same instance.
 *  4. Calls on one instance never overlap. `deliver` should end within the host's time-out (30 s);
 *     after that the child is ended and the attempt counts as `throughgate_retry`.
 *  5. Delivering is at least once: the same `effect_id` may come again. A channel that can, drops
 *     it, or asks the far end what became of it.
 *  6. No call may throw, exit, or write to standard output.
 *  7. Settings are checked by the host before `open`: their names, kinds and what is missing, all
 *     faults at once. A secret is given as `file:PATH` or `env:NAME`; the plug-in gets its content.
 */
#ifndef THROUGHGATE_PLUGIN_H
#define THROUGHGATE_PLUGIN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define THROUGHGATE_PLUGIN_VERSION 1u

typedef struct throughgate_text {
    const char* data;
    size_t length;
} throughgate_text;

typedef struct throughgate_setting {
    throughgate_text name;
    throughgate_text value;
} throughgate_setting;

typedef enum throughgate_setting_kind {
    throughgate_text_setting = 0,   /* any text */
    throughgate_number_setting = 1, /* a whole number; `allowed`: "100..28000" */
    throughgate_truth_setting = 2,  /* true or false */
    throughgate_choice_setting = 3, /* one of `allowed`: "none|starttls|required" */
    throughgate_secret_setting = 4, /* file:PATH or env:NAME; never shown, never logged */
    throughgate_file_setting = 5    /* path of a file that can be read */
} throughgate_setting_kind;

/* A setting the plug-in understands, for `throughgate plugins` and for checking at start. */
typedef struct throughgate_setting_description {
    throughgate_text name;
    throughgate_text help;
    throughgate_text default_value; /* data NULL: required; empty: not set, whatever the kind */
    throughgate_text allowed;       /* for numbers and choices */
    uint32_t kind;                  /* throughgate_setting_kind */
} throughgate_setting_description;

typedef struct throughgate_message {
    uint32_t size;                 /* sizeof(throughgate_message) of the host */
    throughgate_text effect_id;    /* stable over retries */
    throughgate_text recipient;    /* address on this channel */
    throughgate_text subject;      /* one line, no personal data */
    throughgate_text body;         /* plain text, UTF-8, "\n" line ends */
    throughgate_text reference;    /* case reference */
    throughgate_text notice_class; /* "critical", "action", "info"; "record", "calendar" */
    int64_t now_ms;                /* engine time, ms since 1970 UTC */
} throughgate_message;

typedef enum throughgate_outcome {
    throughgate_delivered = 0, /* the far end has taken it */
    throughgate_retry = 1,     /* may succeed later */
    throughgate_failed = 2,    /* will never succeed for this recipient */
    throughgate_pending = 3    /* taken; whether it arrives is known later: the host asks by
                                  delivering the same effect_id again */
} throughgate_outcome;

typedef struct throughgate_answer {
    uint32_t size;           /* set by the host to sizeof(throughgate_answer) */
    int32_t outcome;         /* throughgate_outcome */
    throughgate_text detail; /* for people: what the far end said; no personal data */
    int64_t wait_ms;         /* not before this long from now; 0: as the host sees fit. With
                                `throughgate_retry` it is for all that goes by this channel */
} throughgate_answer;

typedef struct throughgate_plugin {
    uint32_t size;                /* sizeof(throughgate_plugin) of the plug-in */
    uint32_t version;             /* THROUGHGATE_PLUGIN_VERSION */
    throughgate_text name;        /* "email-smtp" */
    throughgate_text description; /* one sentence */
    const throughgate_setting_description* settings;
    size_t setting_count;
    /* NULL on failure, with the reason in *problem. */
    void* (*open)(const throughgate_setting* settings, size_t count, throughgate_text* problem);
    void (*deliver)(void* instance, const throughgate_message* message, throughgate_answer* answer);
    void (*close)(void* instance);
    size_t setting_size; /* sizeof(throughgate_setting_description) of the plug-in */
} throughgate_plugin;

/* The one symbol. Returns a description that lives as long as the library is loaded. */
#define THROUGHGATE_PLUGIN_SYMBOL "throughgate_plugin_v1"
#if defined(_WIN32)
#define THROUGHGATE_PLUGIN_EXPORT __declspec(dllexport)
#else
#define THROUGHGATE_PLUGIN_EXPORT __attribute__((visibility("default")))
#endif
typedef const throughgate_plugin* (*throughgate_plugin_entry)(void);

#ifdef __cplusplus
}
#endif

#endif
