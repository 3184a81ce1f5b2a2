/** The part of jsonld that tests use; the package brings no types. */
declare module 'jsonld' {
  const jsonld: {
    expand(
      document: unknown,
      options: { base: string; safe: boolean; documentLoader(url: string): Promise<unknown> },
    ): Promise<unknown[]>;
  };
  export default jsonld;
}
