import { useElementSize } from '@mantine/hooks';
import { useEffect, useRef } from 'react';

interface Drawn {
  /** Makes the picture for a width in pixels. */
  readonly draw: (width: number) => Element;
  readonly says: string;
  /** Pixels kept free until it is drawn, so that nothing jumps. */
  readonly height: number;
}

/** A picture that is drawn anew when its room changes. */
export function Drawn({ draw, says, height }: Drawn) {
  const { ref: room, width } = useElementSize<HTMLDivElement>();
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (width === 0) return;
    const picture = draw(Math.round(width));
    // The sentence around it says it all; its parts have names that only confuse.
    picture.setAttribute('aria-hidden', 'true');
    frame.current?.replaceChildren(picture);
  }, [draw, width]);
  return (
    <figure ref={room} style={{ margin: 0, minHeight: height }}>
      <div ref={frame} role="img" aria-label={says} />
    </figure>
  );
}
