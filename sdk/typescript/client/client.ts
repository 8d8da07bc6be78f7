import { allRows } from "./all-rows.ts";
import { ApiKeys } from "./api-keys.ts";
import { Audit } from "./audit.ts";
import { Bulks } from "./bulks.ts";
import { readChanges } from "./changes.ts";
import { Executions } from "./executions.ts";
import type { FollowSettings } from "./follow.ts";
import { ReasonTemplates } from "./reason-templates.ts";
import type { DrainedRunner, RunnerLoss } from "./runners.ts";
import { Services } from "./services.ts";
import { pathOf, Transport, type TransportSettings } from "./transport.ts";
import type { Health, Runner, Session } from "./types.ts";
import { Webhooks } from "./webhooks.ts";

export { CurfewApiError, CurfewUnreachable, type FieldFault, WaitTimeout } from "./api-error.ts";
export type { AuditEntry, AuditPage, ListAudit } from "./audit.ts";
export type { BulkKind, PrepareBulk } from "./bulks.ts";
export type {
  FollowLogs,
  ListExecutions,
  StartExecution,
  TerminateExecution,
  WaitSettings,
} from "./executions.ts";
export type { FollowSettings } from "./follow.ts";
export type { ReadSamples } from "./samples.ts";
export type { ChangeSettings, ServiceChange } from "./service-types.ts";
export type { NewService } from "./services.ts";
export type * from "./types.ts";
export { verifyWebhook, type WebhookMessage, WebhookNotVerified } from "./verify-webhook.ts";
export type { Delivery, DeliveryPage, Webhook, WebhookEvent, WebhookSettings } from "./webhooks.ts";

/** Starts, follows and stops executions over Curfew's REST API. */
export class CurfewClient {
  readonly executions: Executions;
  readonly bulks: Bulks;
  readonly services: Services;
  readonly apiKeys: ApiKeys;
  readonly webhooks: Webhooks;
  readonly audit: Audit;
  readonly reasonTemplates: ReasonTemplates;
  readonly #transport: Transport;

  constructor(settings: TransportSettings) {
    this.#transport = new Transport(settings);
    this.bulks = new Bulks(this.#transport);
    this.executions = new Executions(this.#transport);
    this.services = new Services(this.#transport);
    this.apiKeys = new ApiKeys(this.#transport);
    this.webhooks = new Webhooks(this.#transport);
    this.audit = new Audit(this.#transport);
    this.reasonTemplates = new ReasonTemplates(this.#transport);
  }

  runners(): Promise<Runner[]> {
    return allRows(this.#transport, "/runners");
  }

  /** Lets a runner take nothing new (`drain`), or work again. */
  moveRunner(id: string, move: "drain" | "undrain"): Promise<DrainedRunner> {
    return this.#transport.post(pathOf("runners", id, move));
  }

  /** What would happen if the runner's host went away now. */
  runnerLoss(id: string): Promise<RunnerLoss> {
    return this.#transport.get(pathOf("runners", id, "loss"));
  }

  /**
   * Topics of what changes, such as `executions`, `execution:<id>` and `services`, as they come; `*` is everything. Ends
   * by its signal alone.
   */
  changes(settings: Omit<FollowSettings, "hold" | "timeout"> = {}): AsyncGenerator<string[], void> {
    return readChanges(this.#transport, settings);
  }

  /** Who the key belongs to. */
  session(): Promise<Session> {
    return this.#transport.get("/session");
  }

  /** Whether work can be done. Needs no good key. */
  health(): Promise<Health> {
    return this.#transport.get("/health", { good: [503] });
  }
}
