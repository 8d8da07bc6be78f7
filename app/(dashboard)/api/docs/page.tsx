import { ReferenceView } from "#components/reference/reference-view.tsx";
import { requirePageCaller } from "#server/api/page-context.ts";
import { webProcess } from "#server/api/web-process.ts";
import { openApiDocument } from "#server/rest/openapi.ts";

export default async function ReferencePage() {
  await requirePageCaller();
  const { servers, info, paths, components } = openApiDocument(webProcess().version);
  return (
    <ReferenceView
      base={servers[0]?.url ?? ""}
      description={info.description}
      paths={paths}
      schemas={components.schemas}
    />
  );
}
