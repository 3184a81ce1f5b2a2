import { describe, expect, it } from 'vitest';
import { unprivilegedUser, userById } from './postgres-user.js';

const root = 'root:x:0:0:root:/root:/bin/bash\n';
const daemon = 'daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\n';
const nobody = 'nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n';
const postgres = 'postgres:x:101:104::/var/lib/postgresql:/bin/bash\n';
const ada = 'ada:x:1000:1000::/home/ada:/bin/bash\n';

describe('the user PostgreSQL runs as', () => {
  it('is postgres where there is one', () => {
    expect(unprivilegedUser(root + daemon + nobody + postgres)).toEqual({ name: 'postgres', uid: 101, gid: 104 });
  });

  it('is nobody where there is no postgres', () => {
    expect(unprivilegedUser(root + daemon + nobody)?.name).toBe('nobody');
  });

  it('is the first system account where there is neither', () => {
    expect(unprivilegedUser(root + ada + daemon)?.name).toBe('daemon');
  });

  it('is never root, nor root by another name, nor a person', () => {
    expect(unprivilegedUser(`${root}postgres:x:0:0::/:/bin/sh\n${ada}`)).toBeUndefined();
  });

  it('is not read out of broken lines', () => {
    expect(unprivilegedUser('\n:x:5:5\nnobody:x::\ngarbage\n')).toBeUndefined();
  });

  it('is found again by its id', () => {
    expect(userById(root + postgres + ada, 1000)?.name).toBe('ada');
  });
});
