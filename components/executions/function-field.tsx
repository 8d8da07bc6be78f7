import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import type { ServiceDetail } from "#server/domain/views.ts";

export interface FunctionFieldProps {
  functions: ServiceDetail["config"]["program"]["functions"];
  /** The chosen one's name. */
  value: string;
  onChange: (name: string) => void;
}

/** Which function of a service runs. */
export function FunctionField({ functions, value, onChange }: FunctionFieldProps) {
  return (
    <Field label="Function" hint={functions[value]?.description || undefined}>
      {(control) => (
        <Select
          {...control}
          name="function"
          value={value}
          onChange={(event) => onChange(event.target.value)}
          options={Object.keys(functions).map((name) => ({ value: name, label: name }))}
        />
      )}
    </Field>
  );
}
