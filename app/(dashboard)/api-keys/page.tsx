import { redirect } from "next/navigation";

/** Where the keys were before there were settings. */
export default function ApiKeysPage() {
  redirect("/settings/api-keys");
}
