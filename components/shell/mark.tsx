/** The product's mark: an open ring with a stop inside. */
export function Mark({ className = "size-5" }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden className={`shrink-0 ${className}`}>
      <rect width="32" height="32" rx="7" className="fill-accent" />
      <path
        d="M16 6.5a9.5 9.5 0 1 0 9.5 9.5"
        fill="none"
        strokeWidth="3"
        strokeLinecap="round"
        className="stroke-accent-ink"
      />
      <rect x="12" y="12" width="8" height="8" rx="1.5" className="fill-accent-ink" />
    </svg>
  );
}
