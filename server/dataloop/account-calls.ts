import { NotFound } from "#server/errors.ts";
import { type Call, type Handler, param } from "./call.ts";
import { ORGANISATION, PROJECT } from "./project.ts";

export const me: Handler = async ({ ctx }) => ({
  id: ctx.actor,
  email: ctx.actor,
  username: ctx.actor,
  firstName: ctx.actor,
  lastName: "",
  projects: [PROJECT.id],
  org: ORGANISATION.id,
  type: "user",
});

/** Which versions of the client are good is not ours to say. */
export const checkSdk: Handler = async () => ({ level: "debug", msg: "" });

export const listProjects: Handler = async () => [project()];

export const getProject: Handler = async (call) => {
  if (param(call, "project") !== PROJECT.id) throw noProject(call);
  return project();
};

/** A list, as the client wants it. */
export const projectsByName: Handler = async (call) => {
  if (param(call, "project") !== PROJECT.name) throw noProject(call);
  return [project()];
};

function noProject(call: Call): NotFound {
  return new NotFound(
    `There is no project ${param(call, "project")}: everything in Curfew is in the project "${PROJECT.name}".`,
  );
}

/** It has always been there. */
const EPOCH = "1970-01-01T00:00:00.000Z";

function project() {
  const { id, name } = PROJECT;
  const made = { createdAt: EPOCH, updatedAt: EPOCH, creator: "system" };
  return { id, name, ...made, role: "owner", org: ORGANISATION, isBlocked: false };
}
