#!/bin/sh
# Writes the assembler source that puts the lexicon's image and the model into the program.  usage: embed.sh IMAGE MODEL > embed.S
# The first line holds their checksums: a capture that does not change is not written, and the old bytes would stay in the program.
set -eu
part() {
    printf '    .balign 64\n    .globl embedded_%s\nembedded_%s:\n    .incbin "%s"\n    .globl embedded_%s_end\nembedded_%s_end:\n    .byte 0\n' \
        "$1" "$1" "$2" "$1" "$1"
}
printf '/* %s */\n' "$(cksum "$1" "$2" | tr '\n' ' ')"
printf '    .section .rodata\n'
part lexicon "$(realpath "$1")"
part model "$(realpath "$2")"
printf '    .section .note.GNU-stack,"",%%progbits\n'
