import {
  CircleCheck,
  CirclePause,
  CircleX,
  LoaderCircle,
  type LucideIcon,
  Moon,
  PowerOff,
  RefreshCw,
  Zap,
} from "lucide-react";
import { Badge } from "#components/ui/badge.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import { SERVICE_STATES, type ServiceState } from "./service-state.ts";

const ICONS: Record<ServiceState, LucideIcon> = {
  active: CircleCheck,
  paused: CirclePause,
  updating: RefreshCw,
  starting: LoaderCircle,
  failing: CircleX,
  crashing: Zap,
  idle: Moon,
  off: PowerOff,
};

/** State of a service = icon + word + colour. */
export function ServiceBadge({ state }: { state: ServiceState }) {
  const { word, tone, meaning } = SERVICE_STATES[state];
  const Icon = ICONS[state];
  return (
    <Tooltip content={meaning}>
      <Badge tone={tone}>
        <Icon aria-hidden /> {word}
      </Badge>
    </Tooltip>
  );
}
