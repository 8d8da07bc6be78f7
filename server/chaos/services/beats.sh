# What beats.py does, as a command that knows nothing of Curfew but two variables. $1 seconds, $2 manner.
note() {
  read -r up _ < /proc/uptime
  echo "$CURFEW_ATTEMPT $1 ${up%.*}${up#*.}0000000 $$" >> "$CHAOS_JOURNAL/$CURFEW_EXECUTION_ID"
}
[ "$2" = deaf ] && trap '' TERM
note begin
[ "$2" = strays ] && sh stray.sh "$CHAOS_JOURNAL/$CURFEW_EXECUTION_ID" "$CURFEW_ATTEMPT" "$CHAOS_STRAYS"
left=$(awk "BEGIN { print int($1 * 20) }")
while [ "$left" -gt 0 ]; do
  sleep 0.05
  note beat
  left=$((left - 1))
done
[ "$2" = raises ] && exit 3
note end
