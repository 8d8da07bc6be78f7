# Leaves a process behind: no child of anybody here, in a session of its own. $1 the journal's file, $2 the attempt, $3 `bare`:
# it has no variable either. It writes that it lives until somebody ends it.
beat() {
  read -r up _ < /proc/uptime
  echo "$2 stray ${up%.*}${up#*.}0000000 $$" >> "$1"
}
if [ "$3" = beats ]; then
  while :; do
    beat "$1" "$2"
    sleep 0.2
  done
fi
here=$(dirname "$0")
if [ "$3" = bare ]; then
  setsid env -i "PATH=$PATH" sh "$here/stray.sh" "$1" "$2" beats < /dev/null > /dev/null 2>&1 &
else
  setsid sh "$here/stray.sh" "$1" "$2" beats < /dev/null > /dev/null 2>&1 &
fi
