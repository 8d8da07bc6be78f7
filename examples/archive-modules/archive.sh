#!/bin/sh
# Packs folder $1 at gzip level $2 into CURFEW_HOME/archives, then reads the archive back.
# Plain tools that know nothing of Curfew: tar and gzip run side by side in one process group.
set -eu
folder=$1
level=$2
archives=${CURFEW_HOME:-../../.curfew}/archives
archive=$archives/$CURFEW_EXECUTION_ID-$CURFEW_ATTEMPT.tar.gz

mkdir -p "$archives"
files=$(find "$folder" -type f | wc -l | tr -d ' ')
echo "Packing $files files of $folder at level $level"
tar -cf - -C "$(dirname "$folder")" "$(basename "$folder")" | gzip "-$level" >"$archive.part"
mv "$archive.part" "$archive"

bytes=$(wc -c <"$archive" | tr -d ' ')
echo "Packed into $bytes bytes; reading it back"
entries=$(gzip -dc "$archive" | tar -tf - | wc -l | tr -d ' ')
checksum=$(cksum <"$archive" | cut -d ' ' -f 1)
echo "Done: $archive holds $entries entries"
printf '{"archive":"%s","bytes":%s,"entries":%s,"files":%s,"checksum":%s}\n' \
  "$archive" "$bytes" "$entries" "$files" "$checksum" >"$CURFEW_OUTPUT_FILE"
