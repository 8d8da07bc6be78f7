"use client";

import { useWatch } from "react-hook-form";
import { PLACEMENT_LABELS } from "./config-difference.ts";
import { NumberField, SecondsField, type SettingsFieldsProps } from "./policy-field.tsx";

/** How many replicas run: a fixed number, or between two by what there is to do. */
export function ReplicaFields(props: SettingsFieldsProps) {
  const { control, errors } = props;
  const isFixed = useWatch({ control, name: "maxReplicas" }).trim() === "";
  const areFaulty = errors.executionsPerReplica !== undefined || errors.cooldown !== undefined;
  return (
    <>
      <NumberField
        {...props}
        name="replicas"
        label={PLACEMENT_LABELS.replicas}
        hint={
          isFixed
            ? "Running instances of the service; 0 runs none."
            : "The fewest; with 0 none runs while nothing is to do."
        }
      />
      <NumberField
        {...props}
        name="maxReplicas"
        label={PLACEMENT_LABELS.maxReplicas}
        hint="The most of them, by what runs and waits; blank: their number is fixed."
      />
      {(!isFixed || areFaulty) && (
        <>
          <NumberField
            {...props}
            name="executionsPerReplica"
            label={PLACEMENT_LABELS.executionsPerReplica}
            hint="One replica for each so many that run or wait; blank: as many as its concurrency."
          />
          <SecondsField
            {...props}
            name="cooldown"
            hint="How long there must be less to do until there are fewer."
          />
        </>
      )}
    </>
  );
}
