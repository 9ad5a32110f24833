#!/bin/sh
# Makes the three subsets of Noto fonts in this folder from Debian's package fonts-noto-core 20201225-1: Noto Sans 2.004 and Noto Sans Math.
# Needs pyftsubset (Debian: fonttools; made with 4.38.0). Usage: subset.sh FOLDER-OF-THE-TTF-FILES
#
# Kept: Latin with its extensions, Greek, Cyrillic, punctuation, sub- and superscripts, currencies; signs of mathematics and arrows. Left
# out: hints and the tables of layout (GPOS, GSUB, GDEF, MATH), which the reader of this project does not use.
set -eu
letters="U+0020-007E,U+00A0-024F,U+0259,U+02BC,U+02C6-02C7,U+02D8-02DD,U+0300-030C,U+0323,U+0327-0328,U+0370-03FF,U+0400-045F,U+0490-04FF"
letters="$letters,U+1E00-1EFF,U+2010-2027,U+2030-203A,U+2044,U+2070-209C,U+20A0-20BF,U+2113,U+2116-2117,U+2120,U+2122,U+2126,U+212E"
letters="$letters,U+2150-215F,U+2219,U+25CC,U+FB01-FB02,U+FFFD"
signs="U+2190-2195,U+21D0-21D4,U+2200,U+2202-2209,U+220F-2213,U+2215,U+2217,U+221A,U+221D-221E,U+2220,U+2225-222B,U+223C,U+2248,U+2260-2261"
signs="$signs,U+2264-2265,U+226A-226B,U+2282-2287,U+2295,U+2297,U+22C5"
subset()
{
    pyftsubset "$1/$2" --unicodes="$3" --output-file="$(dirname "$0")/$2" --no-hinting --layout-features='' --notdef-outline \
        --drop-tables+=GPOS,GSUB,GDEF,MATH,DSIG,meta,STAT --name-IDs='0,1,2,3,5,13,14' --no-glyph-names --no-recalc-timestamp
}
subset "$1" NotoSans-Regular.ttf "$letters"
subset "$1" NotoSans-Bold.ttf "$letters"
subset "$1" NotoSansMath-Regular.ttf "$signs"
