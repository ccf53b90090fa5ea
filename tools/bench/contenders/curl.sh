# What people write into a `run:` step: curl and jq. Several keys are deleted one after the other.
set -euo pipefail

echo "::add-mask::$API_TOKEN"
count=0
for id in ${KEY_ID//,/ }; do
  response=$(curl --silent --show-error --request DELETE \
    --header "Accept: application/json" --header "Authorization: Bearer $API_TOKEN" \
    "$API_BASE_URL/accounts/$ACCOUNT_ID/calls/turn_keys/$id")
  if ! outputs=$(jq --exit-status --raw-output \
    'if .success then .result | to_entries[] | "\(.key)=\(.value)" else error(.errors | tostring) end' <<<"$response"); then
    echo "::error::Could not delete TURN key $id: $response"
    exit 1
  fi
  echo "Deleted TURN key $id."
  echo "| $id | deleted |" >>"$GITHUB_STEP_SUMMARY"
  count=$((count + 1))
done
printf '%s\n' "status=deleted" "$outputs" "deleted-count=$count" >>"$GITHUB_OUTPUT"
