import { useEffect, useState } from 'react';

/** Whether an element is in sight, or a few columns away from it. */
export function useNear(element: HTMLElement | null): boolean {
  const [near, setNear] = useState(true);
  useEffect(() => {
    if (!element) return undefined;
    const observer = new IntersectionObserver((seen) => setNear(seen.at(-1)?.isIntersecting ?? true), { rootMargin: '0px 560px' });
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return near;
}
