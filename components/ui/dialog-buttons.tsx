import { Button, type ButtonProps } from "./button.tsx";
import { DialogClose } from "./dialog.tsx";

/** A dialog's footer: the button that leaves things as they are, then the one that does what its title says. */
export function DialogButtons({ leave = "Cancel", ...confirm }: ButtonProps & { leave?: string }) {
  return (
    <>
      <DialogClose asChild>
        <Button>{leave}</Button>
      </DialogClose>
      <Button variant="primary" type={confirm.form ? "submit" : "button"} {...confirm} />
    </>
  );
}
