/**
 * Passwords, and the words inside them, that are tried first: from published lists, with what Vietnamese users type.
 * Folded (no diacritics, lower case). A password is refused when it is one of them, also with digits and signs around.
 */
const lists = [
  'password passw0rd passwort motdepasse contrasena senha secret secreto letmein welcome login logmein admin administrator',
  'root toor guest user username test tester testing demo default changeme change iloveyou loveyou lovely loveme love',
  'monkey dragon master princess sunshine shadow football baseball basketball superman batman pokemon naruto spiderman',
  'michael jennifer jordan ashley daniel jessica charlie andrew thomas robert hunter trustno hello hellokitty freedom',
  'whatever starwars computer internet samsung iphone google facebook youtube zalo gmail yahoo hotmail microsoft windows',
  'qwerty qwertyuiop qwertyui qwerty123456 asdfgh asdfghjkl asdfasdf zxcvbn zxcvbnm qazwsx qazwsxedc 1q2w3e4r 1q2w3e4r5t',
  '1q2w3e 1qaz2wsx 1qazxsw2 q1w2e3r4 zaq12wsx abc abcd abcde abcdef abc123 abcd1234 a1b2c3d4 aa123456 a123456 a1234567',
  'abcabc abcxyz 123abc 123456a 123456ab 123qwe 123123qwe qwe123 qweasd qweasdzxc asd123 zxc123 p@ssw0rd p@ssword pa55word',
  '123456 1234567 12345678 123456789 1234567890 0123456789 0123456 01234567 987654321 87654321 654321 123321 123123 123123123',
  '112233 11223344 121212 12121212 131313 147258369 147258 159753 159357 135792468 246810 102030 10203040 100200 123654 789456',
  '789456123 456789 789789 741852963 111222 111222333 112112 098765 0987654321 09876543 1122334455 12341234 13579 55555555',
  'matkhau matkhaumoi matkhaucu nhapmatkhau khongcomatkhau khongbiet quenmatkhau dangnhap taikhoan nguoidung quantri quantrivien',
  'anhyeuem emyeuanh yeuem yeuanh yeunhau yeuemnhieu anhnhoem emnhoanh tinhyeu mainayeuem maiyeu yeuemmai motminhem',
  'vietnam vietnamvodich vodich hanoi saigon danang cantho haiphong vinhlong tphcm hochiminh bachho bacho damvinhhung sontung',
  'congchua hoangtu nguyen nguyenvan tranvan levan phamvan hoang tuan hung dung minh linh huong thao trang phuong nguyenthi',
  'giadinh hanhphuc maiam thanhcong quyettam conheo contrau meocon cunyeu cunbeo concho caube cobe banbe hocsinh',
  'hocsinhgioi sinhvien giaovien thaygiao cogiao hieutruong truonghoc lophoc giaoduc sogiaoduc vanphong thuky giamdoc congchuc',
  'vienchuc canbo conganh coquan donvi uyban ubnd sogd sgddt phongban dondoc kiennghi nhiemvu banchidao thanhtra',
]

export const commonPasswords: ReadonlySet<string> = new Set(lists.flatMap(list => list.split(' ')))
