#!/bin/sh
# Makes the two subsets of Noto Sans in this folder from the fonts of Debian's package fonts-noto-core 20201225-1 (Noto Sans 2.004).
# Needs pyftsubset (Debian: fonttools; made with 4.38.0). Usage: subset.sh FOLDER-OF-THE-TTF-FILES
#
# Kept: Latin with its extensions, Greek, Cyrillic, punctuation, sub- and superscripts, currencies, common symbols. Left out: hints and the
# tables of layout (GPOS, GSUB, GDEF), which the reader of this project does not use.
set -eu
ranges="U+0020-007E,U+00A0-024F,U+0259,U+02BC,U+02C6-02C7,U+02D8-02DD,U+0300-030C,U+0323,U+0327-0328,U+0370-03FF,U+0400-045F,U+0490-04FF,\
U+1E00-1EFF,U+2010-2027,U+2030-203A,U+2044,U+2070-209C,U+20A0-20BF,U+2113,U+2116,U+2117,U+2120,U+2122,U+2126,U+212E,U+2150-215F,\
U+2190-2199,U+2202,U+2206,U+220F,U+2211-2212,U+2215,U+2219-221A,U+221E,U+222B,U+2248,U+2260,U+2264-2265,U+25CA,U+25CC,U+FB01-FB02,U+FFFD"
for weight in Regular Bold
do
    SOURCE_DATE_EPOCH=1608854400 pyftsubset "$1/NotoSans-$weight.ttf" --unicodes="$ranges" --output-file="$(dirname "$0")/NotoSans-$weight.ttf" \
        --no-hinting --layout-features='' --drop-tables+=GPOS,GSUB,GDEF,DSIG,meta,STAT --name-IDs='0,1,2,3,5,13,14' --notdef-outline \
        --no-glyph-names --no-recalc-timestamp
done
