#include "lang/parse.h"

#include <string.h>

#include "lang/explain.h"
#include "lang/lexer.h"
#include "lang/parser.h"
#include "lang/source.h"

typedef struct Parse {
  const ParseOptions *options;
  Region *region;
  ParseResult *result;
  Source source;
  Lexer lexer;
  Parser parser;
} Parse;

static ParseOutcome out_of_memory(Parse *parse) {
  parse->result->error = (Diagnostic){.kind = DIAG_MEMORY_ERROR};
  return PARSE_FAILED;
}

// All tokens up to the end. A single statement gets an end of line (and dedents) that its text may lack.
// False: a lexical error, or no memory; what there is ends in T_END all the same.
static bool read_tokens(Parse *parse) {
  Lexer *lexer = &parse->lexer;
  Parser *p = &parse->parser;
  bool started = false;
  Token token = {0};
  for (;;) {
    lexer_next(lexer, &token);
    if (token.kind == T_ERROR) break;
    if (token.kind == T_END && parse->options->mode == PARSE_SINGLE && started) {
      token.kind = T_NEWLINE;
      started = false;
      if (lexer->indent && !parse->options->dont_imply_dedent) {
        lexer->pending = -lexer->indent;
        lexer->indent = 0;
      }
    } else
      started = true;
    if (!parser_push(p, token)) return false;
    if (token.kind == T_END) return true;
  }
  token.kind = T_END;
  if (parser_push(p, token)) parser_fail(p, PARSER_SYNTAX);
  return false;
}

// Whether only blanks and comments follow: what a single statement may have behind it.
static bool only_comments(const char *s) {
  for (;;) {
    while (*s == ' ' || *s == '\t' || *s == '\n' || *s == '\f') s++;
    if (*s != '#') return *s == '\0';
    while (*s && *s != '\n') s++;
  }
}

static bool parse_fast(Parse *parse) {
  Parser *p = &parse->parser;
  bool lexed = read_tokens(parse);
  if (p->why == PARSER_MEMORY) return false;
  p->why = PARSER_OK;
  Mod *mod = parse_module(p, parse->options->mode);
  if (!mod || !lexed) {
    if (p->why == PARSER_OK) p->why = PARSER_SYNTAX;
    return false;
  }
  if (parse->options->mode == PARSE_SINGLE && !parse->options->allow_incomplete &&
      !only_comments(parse->source.text + p->tokens.items[p->at - 1].end)) {
    p->why = PARSER_SYNTAX;
    return false;
  }
  parse->result->ast.mod = mod;
  return true;
}

static void start_parser(Parse *parse) {
  Parser *p = &parse->parser;
  parser_init(p, &parse->result->ast, parse->source.text, parse->options);
  p->unchecked = parse->source.unchecked;
  p->warn_region = parse->lexer.warn_region = parse->region;
  p->warn_tail = &parse->result->warnings;
}

static ParseOutcome explain(Parse *parse) {
  const Parser *p = &parse->parser;
  const Token *at = &p->tokens.items[p->statement];
  bool whole = parse->options->mode != PARSE_FILE || p->statement == 0;
  size_t from = whole ? 0 : at->start, used = 0;
  while (from > 0 && parse->source.text[from - 1] != '\n') from--; // indentation counts
  int lineno = whole ? 1 : (int)at->lineno;
  switch (explain_source(&parse->source, parse->options, parse->region, from, lineno, false,
                         &parse->result->error, &used)) {
  case EXPLAIN_ERROR: return PARSE_FAILED;
  case EXPLAIN_INCOMPLETE: return PARSE_INCOMPLETE;
  default: break;
  }
  // The two parsers disagree: a defect in one of them. Say so instead of guessing.
  parse->result->error = (Diagnostic){.kind = DIAG_SYSTEM_ERROR, .message = "parser disagrees with itself"};
  return PARSE_FAILED;
}

// Lexes and parses source[0, len).
static ParseOutcome parse_text(Parse *parse, size_t len) {
  parse->result->used = len;
  lexer_init(&parse->lexer, parse->source.text, len);
  parse->lexer.interactive = parse->options->allow_incomplete;
  start_parser(parse);
  ParseWarning *lexer_warnings = NULL;
  parse->lexer.warn_tail = &lexer_warnings;
  bool ok = parse_fast(parse);
  // Warnings of the lexer come first; they were found first.
  if (lexer_warnings) {
    ParseWarning *last = lexer_warnings;
    while (last->next) last = last->next;
    last->next = parse->result->warnings;
    parse->result->warnings = lexer_warnings;
  }
  ParseOutcome outcome = PARSE_OK;
  if (!ok) {
    ParserFailure why = parse->parser.why;
    outcome = why == PARSER_MEMORY || why == PARSER_DEPTH ? out_of_memory(parse) : explain(parse);
  }
  if (parse->region->failed) outcome = out_of_memory(parse);
  parser_free(&parse->parser);
  return outcome;
}

// At a prompt, the grammar decides rule by rule whether it needs another line; only then is the text parsed.
static ParseOutcome parse_interactive(Parse *parse) {
  size_t used = 0;
  switch (explain_source(&parse->source, parse->options, parse->region, 0, 1, true, &parse->result->error,
                         &used)) {
  case EXPLAIN_ERROR: return PARSE_FAILED;
  case EXPLAIN_INCOMPLETE: return PARSE_INCOMPLETE;
  default: return parse_text(parse, used);
  }
}

ParseOutcome parse_source(const char *bytes, size_t len, const ParseOptions *options, Region *region,
                          ParseResult *result) {
  *result = (ParseResult){.ast = {.region = region}};
  Parse parse;
  parse.options = options;
  parse.region = region;
  parse.result = result;
  if (!source_decode(bytes, len, options, region, &parse.source, &result->error)) {
    result->error.filename = options->filename;
    return PARSE_FAILED;
  }
  result->source = parse.source.text;
  result->source_len = parse.source.len;
  ParseOutcome outcome =
      options->allow_incomplete ? parse_interactive(&parse) : parse_text(&parse, parse.source.len);
  if (outcome != PARSE_OK) {
    result->ast.mod = NULL;
    result->error.filename = options->filename;
  }
  return outcome;
}

bool parse_wants_more(const char *bytes, size_t len, Allocator from) {
  Region region;
  region_init(&region, from);
  ParseOptions options = {
      .mode = PARSE_SINGLE, .filename = "<stdin>", .is_text = true, .allow_incomplete = true};
  ParseResult result;
  bool more = parse_source(bytes, len, &options, &region, &result) == PARSE_INCOMPLETE;
  region_free(&region);
  return more;
}
