const PATHS = {
  home: 'M3 9l7-6 7 6v8h-5v-5H8v5H3z',
  board: 'M3 3h4v14H3zM8.5 3h4v9h-4zM14 3h3v12h-3z',
  jobs: 'M3 5h14M3 10h14M3 15h14',
  tasks: 'M3 5l2 2 3-4M10 5h7M3 14l2 2 3-4M10 14h7',
  accounts: 'M10 9a3 3 0 100-6 3 3 0 000 6zM4 17c0-4 3-6 6-6s6 2 6 6',
  runs: 'M11 2L4 11h5l-1 7 7-9h-5z',
  mail: 'M3 5h14v10H3zM3 5l7 6 7-6',
  settings: 'M10 7a3 3 0 100 6 3 3 0 000-6zM10 2v3M10 15v3M2 10h3M15 10h3M4.5 4.5l2 2M13.5 13.5l2 2M15.5 4.5l-2 2M6.5 13.5l-2 2',
  inbox: 'M3 11l2-7h10l2 7v5H3zM3 11h4l1 2h4l1-2h4',
  again: 'M4 10a6 6 0 0110-4.5L16 7M16 3v4h-4M16 10a6 6 0 01-10 4.5L4 13M4 17v-4h4',
  search: 'M9 15A6 6 0 109 3a6 6 0 000 12zM13.5 13.5L18 18',
  dots: 'M4 10h.01M10 10h.01M16 10h.01',
  fold: 'M12 4l-6 6 6 6M16 4v12',
  hourglass: 'M5 3h10M5 17h10M6 3c0 5 8 4 8 7s-8 2-8 7M14 3c0 5-8 4-8 7s8 2 8 7',
  pause: 'M6 3v14M14 3v14',
  eye: 'M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5zM10 7.5a2.5 2.5 0 100 5 2.5 2.5 0 000-5',
  all: 'M3 3h10v10H3zM5.5 8l2 2 3-4M7 17h10V7',
  plus: 'M10 4v12M4 10h12',
} as const;

export function Icon({ name, size = 18 }: { name: keyof typeof PATHS; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" aria-hidden fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round">
      <path d={PATHS[name]} />
    </svg>
  );
}
